package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.QuotaTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client may do to a task that exists. */
final class ChangeTask {

    private final TaskTable tasks;
    private final CallerUsers callers;
    private final QuotaTable quotas;
    private final TaskQueue queue;
    private final Limits limits;
    private final InstantSource clock;
    private final Log log;

    ChangeTask(Environment environment, CallerUsers callers) {
        this.tasks = new TaskTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.callers = callers;
        this.quotas = environment.quotas();
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** POST cancel, or DELETE: 200 with the task. Repeating it is harmless. */
    Answer cancel(TaskId id, Caller caller, String requestId) {
        Optional<Task> task = callers.seeing(caller, id).flatMap(tasks::find);
        while (task.isPresent()) {
            switch (task.get().status()) {
                case COMPLETED, FAILED -> {
                    return Problem.conflict(
                            requestId,
                            "The task has "
                                    + task.get().status().wire()
                                    + " and cannot be cancelled any more");
                }
                case CANCELLED -> {
                    return Answer.json(200, TaskView.of(task.get()));
                }
                case QUEUED, PROCESSING -> {
                    var actor = caller.actor(task.get());
                    var changed = task.get().cancelled(actor, clock.instant());
                    switch (tasks.replace(task.get(), changed)) {
                        case Written.Done(var cancelled) -> {
                            log.info("task cancelled", Map.of("task_id", id));
                            return Answer.json(200, TaskView.of(cancelled));
                        }
                        case Written.Overtaken(var current) -> task = Optional.of(current);
                    }
                }
            }
        }
        return Problem.notFound(requestId, "Task not found");
    }

    /** POST retry: 202, the same task once more. */
    Answer retry(TaskId id, Caller caller, String requestId) {
        Optional<Task> task = callers.seeing(caller, id).flatMap(tasks::find);
        while (task.isPresent()) {
            switch (task.get().status()) {
                case QUEUED, PROCESSING, COMPLETED -> {
                    return Problem.conflict(
                            requestId,
                            "Only a failed or cancelled task can be retried; this one is "
                                    + task.get().status().wire());
                }
                case FAILED, CANCELLED -> {
                    Instant now = clock.instant();
                    var actor = caller.actor(task.get());
                    var retried = task.get().retried(actor, limits.at(now));
                    var taken = quotas.take(wish(retried), now);
                    if (taken instanceof QuotaTable.Taken.Refused(var usage)) {
                        log.warn("over quota", Map.of("user_id", retried.user()));
                        return QuotaAnswer.refused(usage, requestId);
                    }
                    switch (tasks.replace(task.get(), retried)) {
                        case Written.Done(var again) -> {
                            return QuotaAnswer.with(sent(again), taken.usage());
                        }
                        case Written.Overtaken(var current) -> task = Optional.of(current);
                    }
                }
            }
        }
        return Problem.notFound(requestId, "Task not found");
    }

    /** Whoever retries the task takes the same place: of several at once, one retries it. */
    private static QuotaTable.Wish wish(Task retried) {
        return new QuotaTable.Wish(retried.user(), retried.id(), retried.round(), "retry");
    }

    private Answer sent(Task task) {
        log.info("task retried", Map.of("task_id", task.id(), "attempt", task.attempt()));
        queue.sendOrLeave(task, log);
        var accepted = Generate.accepted(task);
        var body = new HashMap<>(accepted.body());
        body.put("attempt", task.attempt());
        return new Answer(accepted.status(), accepted.headers(), body);
    }
}
