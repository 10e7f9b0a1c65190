package io.quizsmith.submit;

import io.quizsmith.dynamo.QuotaTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.user.Usage;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** One change of a task that somebody asked for, and what follows from it. */
final class TaskChanges {

    private final TaskTable tasks;
    private final QuotaTable quotas;
    private final TaskQueue queue;
    private final Limits limits;
    private final InstantSource clock;
    private final Log log;
    private final Endings endings;

    TaskChanges(Environment environment, TaskTable tasks) {
        this.tasks = tasks;
        this.quotas = environment.quotas();
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.log = environment.log();
        this.endings = environment.endings();
    }

    /**
     * Who asks for a change.
     *
     * @param actor client or operator
     * @param reason {@code ""} where none is given
     */
    record Asked(String actor, String reason) {}

    /** What a change came to. */
    sealed interface Changed {
        /**
         * The task is as it should be now.
         *
         * @param usage of the user's quotas, where the change took of them
         */
        record Done(Task task, Optional<Usage> usage) implements Changed {}

        /** Somebody else came first, and left the task so. */
        record Overtaken(Task current) implements Changed {}

        record OverQuota(Usage usage) implements Changed {}
    }

    Changed cancel(Task task, Asked asked) {
        var cancelled = task.cancelled(asked.actor(), asked.reason(), clock.instant());
        var changed = changed(tasks.replace(task, cancelled), Optional.empty());
        if (changed instanceof Changed.Done) {
            log.info("task cancelled", Map.of("task_id", task.id()));
            endings.cancelled(cancelled);
        }
        return changed;
    }

    /** An operator ends the task: as failed, or with the questions that it has. */
    Changed fail(Task task, String reason) {
        var failed = endings.announced(task.failedByOperator(reason, clock.instant()));
        var changed = changed(tasks.replace(task, failed), Optional.empty());
        if (changed instanceof Changed.Done) {
            log.info("task ended by an operator", Map.of("task_id", task.id()));
            endings.failed(failed, "operator");
        }
        return changed;
    }

    /** Whoever asks, the retry is counted among what the task's user asks for. */
    Changed retry(Task task, Asked asked) {
        var now = clock.instant();
        var retried = task.retried(asked.actor(), asked.reason(), limits.at(now));
        var taken = quotas.take(wish(retried), now);
        if (taken instanceof QuotaTable.Taken.Refused(var usage)) {
            log.warn("over quota", Map.of("user_id", retried.user()));
            return new Changed.OverQuota(usage);
        }
        var changed = changed(tasks.replace(task, retried), taken.usage());
        if (changed instanceof Changed.Done) {
            log.info("task retried", Map.of("task_id", task.id(), "attempt", retried.attempt()));
            queue.sendOrLeave(retried, log);
        }
        return changed;
    }

    private static Changed changed(Written written, Optional<Usage> usage) {
        return switch (written) {
            case Written.Done(var task) -> new Changed.Done(task, usage);
            case Written.Overtaken(var current) -> new Changed.Overtaken(current);
        };
    }

    /** Whoever retries the task takes the same place: of several at once, one retries it. */
    private static QuotaTable.Wish wish(Task retried) {
        return new QuotaTable.Wish(retried.user(), retried.id(), retried.round(), "retry");
    }
}
