package io.quizsmith.dispatch;

import io.quizsmith.dispatch.HandOverTask.Result;
import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.QueueMessage;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a task's message leads to: the worker gets the task, or it waits in the line, or later. */
final class DispatchTask {

    private final TaskTable tasks;
    private final GateTable gates;
    private final GateWatch watch;
    private final Line line;
    private final HandOverTask handOverTask;
    private final TaskQueue queue;
    private final Limits limits;
    private final Metrics metrics;
    private final InstantSource clock;

    DispatchTask(Environment environment, GateWatch watch, Line line, HandOverTask handOverTask) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.gates = new GateTable(environment.dynamo(), table);
        this.watch = watch;
        this.line = line;
        this.handOverTask = handOverTask;
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.metrics = environment.metrics();
        this.clock = environment.clock();
    }

    /** Whether the message is done with; otherwise it comes back. */
    boolean dispatch(TaskId id, QueueMessage message) {
        Instant now = clock.instant();
        Gate gate = watch.look(now);
        if (!gate.isOpen(now)) {
            return tasks.find(id).map(task -> standInLine(task, gate, message, now)).orElse(true);
        }
        return switch (handOverTask.handOver(id, message.id(), gate)) {
            case Result.Over() -> {
                if (gate.isInDoubt()) {
                    gates.wellAgain();
                }
                yield true;
            }
            case Result.NotQueued() -> true;
            case Result.Held(var rest) -> later(message, rest);
            case Result.NoRoom(var task, var retryAfter) -> {
                watch.trouble(now);
                Gate busy = gates.busy(now.plus(BackOff.busy(gate, now, retryAfter)));
                line.join(task, busy, "the worker is busy", now);
                yield true;
            }
            case Result.Fault fault -> fault(fault, gate, message, now);
        };
    }

    /** The worker takes no more now, or others wait for it already. */
    private boolean standInLine(Task task, Gate gate, QueueMessage message, Instant now) {
        return switch (task.status()) {
            case PROCESSING, COMPLETED, FAILED, CANCELLED -> true;
            case QUEUED -> {
                if (task.isLeased(now)) {
                    yield later(message, HandOverTask.untilLeaseEnds(task, now));
                }
                line.join(
                        task,
                        gate,
                        gate.isDown() ? "the worker is down" : "the worker is busy",
                        now);
                yield true;
            }
        };
    }

    /**
     * The message comes back after a pause that grows with its receives, then goes to the dead
     * letters; unless it is not for this task alone: then it need not be tried.
     */
    private boolean fault(Result.Fault fault, Gate before, QueueMessage message, Instant now) {
        watch.trouble(now);
        Task task = fault.task();
        Instant down = now.plus(BackOff.down(before, fault.retryAfter()));
        Gate gate = gates.fault(task.id(), fault.tasksThatTell(), now, down);
        if (gate.isDown()) {
            metrics.workerDown();
            line.join(task, gate, "the worker is down: " + fault.why(), now);
            return true;
        }
        if (fault.isOurs()) {
            return line.backOnQueue(fault, now);
        }
        Duration pause = BackOff.faulty(message.receives(), fault.retryAfter());
        tasks.replace(task, task.notTaken(fault.why(), now.plus(pause), limits.at(now)));
        return later(message, pause);
    }

    private boolean later(QueueMessage message, Duration pause) {
        queue.hide(message.receiptHandle(), pause);
        return false;
    }
}
