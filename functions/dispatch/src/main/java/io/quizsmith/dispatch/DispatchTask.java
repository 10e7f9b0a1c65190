package io.quizsmith.dispatch;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Leased;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WorkerIdTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.json.Json;
import io.quizsmith.result.Callback;
import io.quizsmith.result.TakeResult;
import io.quizsmith.sqs.QueueMessage;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.HandOver;
import io.quizsmith.worker.Worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Hands one task over to the worker: a short lease first, then the call, the status only after the
 * worker's 202. A crash in between leaves a message that comes back, and a repeat is harmless.
 */
final class DispatchTask {

    /** Longer than the call to the worker can take. */
    private static final Duration LEASE = Duration.ofSeconds(25);

    private final TaskTable tasks;
    private final WorkerIdTable workerIds;
    private final TaskQueue queue;
    private final Worker worker;
    private final TakeResult takeResult;
    private final Limits limits;
    private final InstantSource clock;
    private final Log log;

    DispatchTask(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table);
        this.workerIds = new WorkerIdTable(environment.dynamo(), table);
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.worker =
                new Worker(
                        environment.variable("AI_WORKER_URL"),
                        environment.variable("AI_WORKER_TOKEN"),
                        environment.variable("CALLBACK_URL"));
        this.takeResult = new TakeResult(environment);
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** Whether the message is done with; otherwise it comes back. */
    boolean dispatch(QueueMessage message) {
        Optional<TaskId> id = TaskId.parse(message.body());
        if (id.isEmpty()) {
            log.error("message is no task id", Map.of("message_id", message.id()));
            return false;
        }
        Instant now = clock.instant();
        return switch (tasks.lease(id.get(), message.id(), now, now.plus(LEASE))) {
            case Leased.Granted(var task) -> handOver(task, message);
            case Leased.Refused(var task) -> refused(task, message, now);
            case Leased.Unknown() -> {
                log.warn("message for an unknown task", Map.of("task_id", id.get()));
                yield true;
            }
        };
    }

    /** Somebody else hands it over right now, or it is not queued any more. */
    private boolean refused(Task task, QueueMessage message, Instant now) {
        return switch (task.status()) {
            case PROCESSING, COMPLETED, FAILED, CANCELLED -> true;
            case QUEUED -> {
                // The holder may have died: look again when its lease has run out.
                queue.hide(message.receiptHandle(), untilLeaseEnds(task, now));
                yield false;
            }
        };
    }

    private static Duration untilLeaseEnds(Task task, Instant now) {
        return task.lease()
                .map(lease -> Duration.between(now, lease.until()).plusSeconds(1))
                .filter(pause -> !pause.isNegative())
                .orElse(Duration.ofSeconds(1));
    }

    private boolean handOver(Task task, QueueMessage message) {
        return switch (worker.handOver(task, Traceparent.of(task))) {
            case HandOver.Taken(var workersId) -> taken(task, workersId);
            case HandOver.Answered(var questions) -> answered(task, questions);
            case HandOver.Busy(var retryAfter) -> busy(task, retryAfter);
            case HandOver.Refused(int status) -> refusedByWorker(task, status);
            case HandOver.Misconfigured(int status) -> {
                log.error(
                        "the worker's address or token is wrong: check AI_WORKER_URL and the token",
                        Map.of("task_id", task.id(), "status", status));
                yield backOff(message, Optional.empty());
            }
            case HandOver.Faulty(var why, var retryAfter) -> {
                log.warn("worker at fault", Map.of("task_id", task.id(), "why", why));
                yield backOff(message, retryAfter);
            }
        };
    }

    private boolean taken(Task task, String workersId) {
        Instant now = clock.instant();
        boolean linked =
                !workersId.isEmpty()
                        && !workersId.equals(task.id().value())
                        && workerIds.link(workersId, task.id(), now);
        Instant deadline = now.plus(limits.taskDeadline());
        change(task, each -> each.handedOver(linked ? workersId : "", now, deadline));
        return true;
    }

    private boolean answered(Task task, List<?> questions) {
        var callback =
                new Callback(
                        task.id().value(),
                        Optional.empty(),
                        new Callback.Content.Delivered(questions),
                        Json.bytes(Map.of("questions", questions)));
        takeResult.take(callback, task, clock.instant());
        return true;
    }

    /** The task waits: a new message later, so that no receive of the queue is used up. */
    private boolean busy(Task task, Optional<Duration> retryAfter) {
        Duration pause = BackOff.busy(retryAfter);
        Instant now = clock.instant();
        change(task, each -> each.waiting(now.plus(pause), limits.at(now)))
                .ifPresent(waiting -> queue.send(waiting, pause));
        return true;
    }

    private boolean refusedByWorker(Task task, int status) {
        String message = "The AI worker refused this task (HTTP " + status + ")";
        change(task, each -> each.failed("worker", message, clock.instant()));
        return true;
    }

    /**
     * The message comes back after a pause that grows with its receives, then goes to the dead
     * letters.
     */
    private boolean backOff(QueueMessage message, Optional<Duration> retryAfter) {
        queue.hide(message.receiptHandle(), BackOff.faulty(message, retryAfter));
        return false;
    }

    /**
     * Takes the step, unless the task has left the queue meanwhile: a result or a cancel came
     * first.
     */
    private Optional<Task> change(Task leased, Function<Task, Task> step) {
        var current = leased;
        while (true) {
            boolean ours =
                    switch (current.status()) {
                        case QUEUED -> current.attempt() == leased.attempt();
                        case PROCESSING, COMPLETED, FAILED, CANCELLED -> false;
                    };
            if (!ours) {
                return Optional.empty();
            }
            switch (tasks.replace(current, step.apply(current))) {
                case Written.Overtaken(var moved) -> current = moved;
                case Written.Done(var done) -> {
                    log.info(
                            "task " + done.status().wire(),
                            Map.of("task_id", done.id(), "attempt", done.attempt()));
                    return Optional.of(done);
                }
            }
        }
    }
}
