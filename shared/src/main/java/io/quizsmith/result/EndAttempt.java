package io.quizsmith.result;

import io.quizsmith.dynamo.PlaceTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What comes of an attempt that brought no quiz: the task is tried again, is completed with the
 * questions that it has, or fails. The worker has its place free in any case.
 */
public final class EndAttempt {

    private final TaskTable tasks;
    private final PlaceTable places;
    private final TaskQueue queue;
    private final Limits limits;
    private final Endings endings;
    private final Metrics metrics;
    private final Log log;

    public EndAttempt(Environment environment, TaskTable tasks) {
        this.tasks = tasks;
        this.places = environment.places();
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.endings = environment.endings();
        this.metrics = environment.metrics();
        this.log = environment.log();
    }

    /**
     * Why an attempt is over.
     *
     * @param text for the client
     * @param word the same in a word, for metrics
     */
    public record Why(String text, String word) {

        public static final Why WORKER_FAILED =
                new Why("The AI worker reported that it failed", "worker_failed");
    }

    /**
     * Ends the current attempt of a task that the worker is not at any more, unless the task has
     * moved meanwhile.
     */
    public void giveUp(Task task, Why why, Gate gate, Instant now) {
        if (tasks.replace(task, endings.announced(ended(task, "sweep", why, now)))
                instanceof Written.Done(var done)) {
            over(done, why, gate);
        }
    }

    /**
     * Ends the attempt that the news is of, if it is the current one: the task is tried again, is
     * completed with the questions that it has, or fails. Otherwise the task stays as it is, and
     * its history says so.
     *
     * @param attempt that the news is of, where that is known
     */
    Task end(Task task, Optional<Integer> attempt, Why why, Gate gate, Instant now) {
        var current = task;
        while (current.status().isPending()) {
            switch (Standing.of(attempt, current)) {
                case EARLIER -> {
                    metrics.callbackRefused("stale");
                    note(current, "report ignored", "it is of an earlier attempt", now);
                    return current;
                }
                case DOUBTFUL -> {
                    return askSoon(current, now);
                }
                case CURRENT -> {
                    Task ended = endings.announced(ended(current, "worker", why, now));
                    switch (tasks.replace(current, ended)) {
                        case Written.Overtaken(var moved) -> current = moved;
                        case Written.Done(var done) -> {
                            over(done, why, gate);
                            return done;
                        }
                    }
                }
            }
        }
        if (current.status() != TaskStatus.CANCELLED) {
            metrics.callbackRefused("stale");
            note(current, "report ignored", "the task has " + current.status().wire(), now);
        }
        return current;
    }

    private Task ended(Task task, String actor, Why why, Instant now) {
        if (task.partial().isEmpty() && limits.allowAnotherAttempt(task)) {
            return task.triedAgain(actor, why.text(), limits.at(now));
        }
        int used = task.attemptsUsed();
        String attempts = " (" + used + (used == 1 ? " attempt)" : " attempts)");
        return task.failed(actor, why.text() + attempts, now);
    }

    private void over(Task task, Why why, Gate gate) {
        if (task.status().isPending()) {
            log.info("task tried again", ids(task));
            placeIsFree(task, gate); // before the next attempt takes it
            queue.sendOrLeave(task, log);
        } else {
            log.info("task " + task.status().wire(), ids(task));
            endings.failed(task, why.word());
            placeIsFree(task, gate);
        }
    }

    /** An earlier attempt may have sent this: sweep asks the worker how the current one stands. */
    private Task askSoon(Task task, Instant now) {
        String reason = "it does not say of which attempt: the worker is asked";
        switch (task.status()) {
            case PROCESSING -> tasks.replace(task, task.dueNow("worker", "failure", reason, now));
            case QUEUED, COMPLETED, FAILED, CANCELLED ->
                    note(task, "report ignored", "it may be of an earlier attempt", now);
        }
        return task;
    }

    /** Lets the next in the line have the place; where that gets lost, the line's poll does. */
    void placeIsFree(Task task, Gate gate) {
        places.giveBack(task.id());
        if (gate.line()) {
            queue.wakeOrLeave(Wake.PLACE, Duration.ZERO, log);
        }
    }

    /** What the history says of something that changed nothing; of no weight if it is overtaken. */
    void note(Task task, String what, String reason, Instant now) {
        task.noted("worker", what, reason, now).ifPresent(noted -> tasks.replace(task, noted));
    }

    private static Map<String, ?> ids(Task task) {
        return Map.of("task_id", task.id(), "attempt", task.attempt());
    }
}
