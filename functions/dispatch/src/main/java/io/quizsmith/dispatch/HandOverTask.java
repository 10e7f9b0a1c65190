package io.quizsmith.dispatch;

import io.quizsmith.dynamo.PlaceTable;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Leased;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WorkerIdTable;
import io.quizsmith.dynamo.WorkerIdTable.Link;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.json.Json;
import io.quizsmith.result.Callback;
import io.quizsmith.result.TakeResult;
import io.quizsmith.task.Attempt;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.worker.Gate;
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
final class HandOverTask {

    /** Longer than the call to the worker can take. */
    private static final Duration LEASE = Duration.ofSeconds(25);

    /** Not even its health can be asked: one task is enough to tell. */
    private static final int NOBODY = 1;

    private static final int SETTINGS_ARE_WRONG = 3;
    private static final int IT_MAY_BE_THE_TASKS = 10;

    private final TaskTable tasks;
    private final WorkerIdTable workerIds;
    private final PlaceTable places;
    private final Worker worker;
    private final Avoid avoid;
    private final TakeResult takeResult;
    private final Limits limits;
    private final InstantSource clock;
    private final Endings endings;
    private final Metrics metrics;
    private final Log log;

    HandOverTask(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.workerIds = new WorkerIdTable(environment.dynamo(), table);
        this.places = environment.places();
        this.worker =
                new Worker(
                        environment.variable("AI_WORKER_URL"),
                        environment.workerTokens(),
                        environment.variable("CALLBACK_URL"));
        this.avoid = new Avoid(new ResultTable(environment.dynamo(), table));
        this.takeResult = new TakeResult(environment);
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.endings = environment.endings();
        this.metrics = environment.metrics();
        this.log = environment.log();
    }

    /** What trying to hand a task over came to. */
    sealed interface Result {
        /** The worker has it, or it has ended. */
        record Over() implements Result {}

        /** There was nothing to hand over: somebody else got the task further. */
        record NotQueued() implements Result {}

        /** Somebody else is handing it over, until then at most. */
        record Held(Duration rest) implements Result {}

        /** The worker takes no more now. */
        record NoRoom(Task task, Optional<Duration> retryAfter) implements Result {}

        /**
         * The worker is at fault, not the task.
         *
         * @param tasksThatTell how many different tasks must meet it before it is sure that the
         *     worker cannot serve any
         */
        record Fault(Task task, String why, int tasksThatTell, Optional<Duration> retryAfter)
                implements Result {

            private static final String OURS = "our address or token is wrong";

            /** The worker is well and our settings are wrong: no task is to die of that. */
            boolean isOurs() {
                return isOurs(why);
            }

            static boolean isOurs(String why) {
                return why.startsWith(OURS);
            }
        }
    }

    /**
     * Tries it.
     *
     * @param holder who is trying; the same one may try again at once
     */
    Result handOver(TaskId id, String holder, Gate gate) {
        Instant now = clock.instant();
        return switch (tasks.lease(id, holder, now, now.plus(LEASE))) {
            case Leased.Granted(var task) -> handOver(task, gate);
            case Leased.Refused(var task) -> refused(task, now);
            case Leased.Unknown() -> {
                log.warn("message for an unknown task", Map.of("task_id", id));
                yield new Result.NotQueued();
            }
        };
    }

    private static Result refused(Task task, Instant now) {
        return switch (task.status()) {
            case PROCESSING, COMPLETED, FAILED, CANCELLED -> new Result.NotQueued();
            case QUEUED -> new Result.Held(untilLeaseEnds(task, now));
        };
    }

    /** The holder may have died. */
    static Duration untilLeaseEnds(Task task, Instant now) {
        return task.lease()
                .map(lease -> Duration.between(now, lease.until()).plusSeconds(1))
                .filter(rest -> !rest.isNegative())
                .orElse(Duration.ofSeconds(1));
    }

    private Result handOver(Task task, Gate gate) {
        Instant now = clock.instant();
        if (!places.take(task.id(), now, now.plus(LEASE).plus(limits.taskDeadline()))) {
            return new Result.NoRoom(task, Optional.empty());
        }
        return switch (worker.handOver(task, avoid.of(task), Traceparent.of(task))) {
            case HandOver.Taken(var workersId) -> taken(task, workersId, gate);
            case HandOver.Answered(var questions) -> answered(task, questions, gate);
            case HandOver.Refused(int status) -> refusedByWorker(task, status);
            case HandOver.Busy(var retryAfter) -> {
                places.giveBack(task.id());
                yield new Result.NoRoom(task, retryAfter);
            }
            case HandOver.Misconfigured(var wrong) -> {
                log.error(
                        "the worker's address or token is wrong: check AI_WORKER_URL and the token",
                        Map.of("task_id", task.id(), "why", wrong));
                metrics.workerMisconfigured();
                String why = Result.Fault.OURS + " (" + wrong + ")";
                yield fault(task, why, SETTINGS_ARE_WRONG, Optional.empty());
            }
            case HandOver.Faulty(var why, var retryAfter) -> {
                log.warn("worker at fault", Map.of("task_id", task.id(), "why", why));
                yield fault(task, why, worker.answers() ? IT_MAY_BE_THE_TASKS : NOBODY, retryAfter);
            }
        };
    }

    private Result fault(Task task, String why, int tasksThatTell, Optional<Duration> retryAfter) {
        places.giveBack(task.id());
        return new Result.Fault(task, why, tasksThatTell, retryAfter);
    }

    private Result taken(Task task, String workersId, Gate gate) {
        Instant now = clock.instant();
        boolean ownId =
                !workersId.isEmpty()
                        && !workersId.equals(task.id().value())
                        && !isAnotherTask(workersId);
        var link = ownId ? workerIds.link(workersId, task, now) : new Link.NotLinked();
        switch (link) {
            case Link.Linked(var early) when !early.isEmpty() -> {
                if (!takeResult.takeEarly(early, task, gate, now)) {
                    handedOver(task, workersId, now);
                }
            }
            case Link.Linked linked -> handedOver(task, workersId, now);
            case Link.NotLinked() -> handedOver(task, "", now);
        }
        return new Result.Over();
    }

    /** By such an id we would ask for, and be sent, the questions of the other one. */
    private boolean isAnotherTask(String workersId) {
        return TaskId.parse(workersId).flatMap(tasks::find).isPresent();
    }

    private void handedOver(Task task, String workersId, Instant now) {
        Instant deadline = now.plus(limits.taskDeadline());
        change(task, each -> each.handedOver(workersId, now, deadline));
        metrics.queueAge(Duration.between(task.queuedAt(), now));
    }

    private Result answered(Task task, List<?> questions, Gate gate) {
        var callback =
                new Callback(
                        task.id().value(),
                        Optional.of(Attempt.of(task)),
                        Optional.empty(),
                        new Callback.Content.Delivered(questions),
                        Json.bytes(Map.of("questions", questions)));
        takeResult.take(callback, task, gate, clock.instant());
        return new Result.Over();
    }

    private Result refusedByWorker(Task task, int status) {
        String message = "The AI worker refused this task (HTTP " + status + ")";
        change(task, each -> endings.announced(each.failed("worker", message, clock.instant())))
                .ifPresent(failed -> endings.failed(failed, "refused"));
        places.giveBack(task.id());
        return new Result.Over();
    }

    /**
     * Takes the step, unless the task has left the queue meanwhile: a result or a cancel came
     * first.
     */
    private Optional<Task> change(Task leased, Function<Task, Task> step) {
        var current = leased;
        while (current.status() == TaskStatus.QUEUED && current.attempt() == leased.attempt()) {
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
        return Optional.empty();
    }
}
