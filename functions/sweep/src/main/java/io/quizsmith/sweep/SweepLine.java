package io.quizsmith.sweep;

import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WaitingLine;
import io.quizsmith.dynamo.WaitingLine.Entry;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.WantOfWorker;
import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees to it that the line of waiting tasks is looked at, and ends those who wait for nothing. */
final class SweepLine {

    private static final int BATCH = 200;

    /** A poll that is so late was lost. */
    private static final Duration LOST = Duration.ofMinutes(1);

    private final TaskTable tasks;
    private final GateTable gates;
    private final WaitingLine line;
    private final TaskQueue queue;
    private final Limits limits;
    private final Endings endings;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Log log;

    SweepLine(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.gates = new GateTable(environment.dynamo(), table);
        this.line = new WaitingLine(environment.dynamo(), table);
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.endings = environment.endings();
        this.metrics = environment.metrics();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /**
     * Answers how many tasks stand in the line, about.
     *
     * @param inFlight tasks that the worker has, about
     */
    int sweep(int inFlight) {
        int length = line.length();
        metrics.waiting(length);
        look(length, inFlight);
        return length;
    }

    private void look(int length, int inFlight) {
        Gate gate = gates.read();
        if (!gate.line()) {
            if (length == 0) {
                return;
            }
            gate = gates.joined(); // who joined broke off before saying so
        }
        Instant now = clock.instant();
        gate.downSince().ifPresent(since -> endThoseBehindADownWorker(since, now));
        boolean idle = inFlight == 0 && !gate.isShut(now);
        Instant lost = idle ? now.plus(Duration.ofDays(1)) : now.minus(LOST);
        if (gate.pollAt().filter(at -> at.isAfter(lost)).isEmpty() && gates.claimPoll(lost, now)) {
            queue.wake(Wake.POLL, Duration.ZERO);
        }
    }

    /** Who came while the worker was down waits as long as it may for a start, and no longer. */
    private void endThoseBehindADownWorker(Instant downSince, Instant now) {
        Instant longEnough = now.minus(limits.startDeadline());
        if (downSince.isAfter(longEnough)) {
            return;
        }
        List<Entry> entries = line.waitingSince(longEnough);
        for (var entry : entries.subList(0, Math.min(BATCH, entries.size()))) {
            Optional<Task> task = tasks.find(entry.task()).filter(Task::isWaiting);
            boolean ended = task.map(waiting -> end(waiting, now)).orElse(true);
            if (ended) {
                line.leave(entry);
            }
        }
    }

    private boolean end(Task task, Instant now) {
        var failed = task.failed("sweep", WantOfWorker.neverStarted(limits.startDeadline()), now);
        return switch (tasks.replace(task, endings.announced(failed))) {
            case Written.Overtaken overtaken -> false; // it moves by itself
            case Written.Done(var done) -> {
                log.info("task " + done.status().wire(), Map.of("task_id", done.id()));
                endings.failed(done, "unreachable");
                yield true;
            }
        };
    }
}
