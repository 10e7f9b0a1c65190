package io.quizsmith.dispatch;

import io.quizsmith.dispatch.HandOverTask.Result;
import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WaitingLine;
import io.quizsmith.dynamo.WaitingLine.Entry;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line of tasks that wait for a busy worker, or for one that is down. A waiting task costs
 * nothing: one message, the poll, comes round for all of them, and each task that ends at the
 * worker calls up the next one.
 */
final class Line {

    /** Tasks that one poll hands over at most; the next follows at once. */
    private static final int MOST_AT_ONCE = 20;

    /** Some of the first may be held by others. */
    private static final int LOOKED_AT = 30;

    /** Leaves time for one more call to the worker before the function's own time is over. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    /** A poll that is so late was lost. */
    static final Duration LOST = Duration.ofMinutes(1);

    /** As often as the queue brings a message; what meets one more goes to the dead letters. */
    private static final int MOST_FAULTS = 5;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** A worker may tell of a result a little before it has room for another task. */
    private static final Duration MAYBE_FREE = Duration.ofSeconds(2);

    private final TaskTable tasks;
    private final GateTable gates;
    private final WaitingLine line;
    private final GateWatch watch;
    private final HandOverTask handOverTask;
    private final TaskQueue queue;
    private final TaskQueue deadLetters;
    private final Limits limits;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Log log;

    Line(Environment environment, GateWatch watch, HandOverTask handOverTask) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.gates = new GateTable(environment.dynamo(), table);
        this.line = new WaitingLine(environment.dynamo(), table);
        this.watch = watch;
        this.handOverTask = handOverTask;
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.deadLetters =
                new TaskQueue(environment.sqs(), environment.variable("DEAD_LETTER_QUEUE_URL"));
        this.limits = environment.limits();
        this.metrics = environment.metrics();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** Puts a queued task in the line, and sees to it that somebody looks there. */
    void join(Task task, Gate gate, String why, Instant now) {
        if (task.isWaiting()) {
            line.stand(task, task.turn(), now);
        } else {
            Entry entry = line.join(task, gate.turn(), now);
            if (!isWaiting(task, entry, why, now)) {
                line.leave(entry);
                return;
            }
        }
        Gate joined = gates.joined();
        boolean polled = joined.pollAt().filter(at -> at.isAfter(now.minus(LOST))).isPresent();
        if (!polled) {
            poll(joined, now.minus(LOST), SOON, now);
        }
    }

    /** Writes that the task waits; false where it does not any more. */
    private boolean isWaiting(Task task, Entry entry, String why, Instant now) {
        var current = task;
        while (current.status() == TaskStatus.QUEUED && current.attempt() == task.attempt()) {
            switch (tasks.replace(current, current.waiting(entry.turn(), why, now))) {
                case Written.Overtaken(var moved) -> current = moved;
                case Written.Done(var waiting) -> {
                    log.info("task waiting", Map.of("task_id", waiting.id()));
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A new message brings the task again, after a pause that grows with the faults that it met;
     * after too many of the worker's it goes to the dead letters.
     */
    boolean backOnQueue(Result.Fault fault, Instant now) {
        Duration pause = BackOff.faulty(fault.task().timesNotTaken() + 1, fault.retryAfter());
        var current = fault.task();
        while (current.status() == TaskStatus.QUEUED
                && current.attempt() == fault.task().attempt()) {
            var notTaken = current.notTaken(fault.why(), now.plus(pause), limits.at(now));
            switch (tasks.replace(current, notTaken)) {
                case Written.Overtaken(var moved) -> current = moved;
                case Written.Done(var queued) -> {
                    if (queued.timesNotTaken(why -> !Result.Fault.isOurs(why)) < MOST_FAULTS) {
                        queue.send(queued, pause);
                    } else {
                        deadLetters.send(queued);
                    }
                    return true;
                }
            }
        }
        return true;
    }

    private void poll(Gate gate, Instant unlessAfter, Duration pause, Instant now) {
        Instant soonest = now.plus(pause);
        Instant at = gate.shutUntil().filter(until -> until.isAfter(soonest)).orElse(soonest);
        var delay = Duration.ofSeconds(Duration.between(now, at).plusMillis(999).toSeconds());
        if (delay.compareTo(TaskQueue.MAX_DELAY) > 0) {
            delay = TaskQueue.MAX_DELAY;
        }
        if (gates.claimPoll(unlessAfter, now.plus(delay))) {
            queue.wake(Wake.POLL, delay);
        }
    }

    /**
     * Hands over whom it can.
     *
     * @param holder takes the tasks' leases
     */
    void tend(Wake why, String holder) {
        Instant now = clock.instant();
        Gate gate = gates.read();
        if (!gate.line()) {
            return;
        }
        watch.trouble(now);
        switch (why) {
            case PLACE, PLACE_AGAIN -> {
                if (!gate.isDown()) {
                    handOver(1, why, holder, gate, now);
                }
            }
            case POLL -> {
                boolean another =
                        gate.pollAt().filter(at -> at.isAfter(now.plus(SOON))).isPresent();
                if (another) {
                    return;
                }
                boolean more = gate.isShut(now) || handOver(MOST_AT_ONCE, why, holder, gate, now);
                if (more) {
                    Instant later = clock.instant();
                    poll(gates.read(), later.plus(SOON), SOON, later);
                }
            }
        }
    }

    /** Answers whether tasks may still be waiting. */
    private boolean handOver(int most, Wake why, String holder, Gate gate, Instant now) {
        var round = new Round(why, holder, gate, now);
        while (true) {
            List<Entry> entries = line.first(LOOKED_AT);
            if (round.gate.isDown()) {
                // The first may be one of those that the worker stumbles over.
                entries = shuffled(entries);
            }
            int before = round.gone;
            for (var entry : entries) {
                boolean enough = round.taken == most || clock.instant().isAfter(now.plus(ENOUGH));
                if (enough || !round.goesOnAfter(entry)) {
                    round.end();
                    return true;
                }
            }
            if (entries.isEmpty()) {
                round.end();
                return !gates.emptied(gate);
            }
            if (round.gone == before) {
                round.end();
                return true; // others hold all of these
            }
        }
    }

    private static List<Entry> shuffled(List<Entry> entries) {
        var shuffled = new ArrayList<>(entries);
        Collections.shuffle(shuffled);
        return shuffled;
    }

    /** One look at the line. */
    private final class Round {

        private final Wake why;
        private final String holder;
        private final Instant now;
        private Gate gate;
        private int taken;
        private int gone;
        private long turn;
        private boolean isFull;

        private Round(Wake why, String holder, Gate gate, Instant now) {
            this.why = why;
            this.holder = holder;
            this.gate = gate;
            this.now = now;
        }

        /** Whether it is worth trying the next one. */
        private boolean goesOnAfter(Entry entry) {
            return switch (handOverTask.handOver(entry.task(), holder, gate)) {
                case Result.Over() -> {
                    leave(entry);
                    taken++;
                    turn = Math.max(turn, entry.turn());
                    if (gate.isInDoubt()) {
                        gates.wellAgain();
                        gate = Gate.OPEN;
                    }
                    yield true;
                }
                case Result.NotQueued() -> {
                    leave(entry);
                    yield true;
                }
                case Result.Held held -> true;
                case Result.NoRoom(var task, var retryAfter) -> {
                    letGo(task, entry);
                    noRoom(retryAfter);
                    yield false;
                }
                case Result.Fault fault -> goesOnAfter(fault, entry);
            };
        }

        private void noRoom(Optional<Duration> retryAfter) {
            isFull = true;
            Instant until = now.plus(BackOff.busy(gate, now, retryAfter));
            if (taken == 0) {
                gates.busy(until);
            } else {
                gates.full(until);
            }
        }

        private boolean goesOnAfter(Result.Fault fault, Entry entry) {
            Task task = fault.task();
            if (gate.isDown()) {
                metrics.workerDown();
                letGo(task, entry);
                gates.busy(now.plus(BackOff.down(gate, fault.retryAfter())));
                return false;
            }
            Instant down = now.plus(BackOff.down(gate, fault.retryAfter()));
            if (gates.fault(task.id(), fault.tasksThatTell(), now, down).isDown()) {
                metrics.workerDown();
                letGo(task, entry);
                return false;
            }
            backOnQueue(fault, now);
            leave(entry);
            return true;
        }

        /**
         * Gives the lease back: the task goes on waiting. Of no weight where it has moved on. Where
         * another one took it out of the line just now, it joins anew: who waits without an entry
         * would wait for ever.
         */
        private void letGo(Task task, Entry entry) {
            if (task.isWaiting() && task.turn() == entry.turn()) {
                tasks.replace(task, task.waiting(entry.turn(), "", now));
            } else {
                join(task, gate, "the worker is busy", now);
                leave(entry);
            }
        }

        private void leave(Entry entry) {
            line.leave(entry);
            gone++;
        }

        private void end() {
            if (turn > 0) {
                gates.served(turn);
            }
            switch (why) {
                case PLACE -> {
                    if (taken > 0) {
                        gates.driven(now);
                    } else if (isFull) {
                        queue.wakeOrLeave(Wake.PLACE_AGAIN, MAYBE_FREE, log);
                    }
                }
                case PLACE_AGAIN -> {
                    if (taken > 0) {
                        gates.driven(now);
                    }
                }
                case POLL -> {
                    if (taken > 0 && !isFull) {
                        gates.roomAgain();
                    }
                }
            }
        }
    }
}
