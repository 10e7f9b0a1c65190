package io.quizsmith.sweep;

import io.quizsmith.dynamo.DueTasks;
import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.PlaceTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WaitingLine;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.json.Json;
import io.quizsmith.result.Callback;
import io.quizsmith.result.EndAttempt;
import io.quizsmith.result.EndAttempt.Why;
import io.quizsmith.result.TakeResult;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Attempt;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;
import io.quizsmith.worker.Gate;
import io.quizsmith.worker.Worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Sends what was stored and never sent, and ends what would otherwise hang. */
final class SweepTasks {

    /** Tasks that one run looks at; the others are due still, and first, in the next. */
    private static final int BATCH = 200;

    /** Tasks that are looked at at the same time: the worker may be slow to say how they stand. */
    private static final int AT_ONCE = 10;

    /** Pages of each part of the index that one run reads. */
    private static final int PAGES = 10;

    /**
     * After that no further task is begun and no further answer read: the function's own time ends
     * at a minute.
     */
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    /** A place is held a little longer than the task may take. */
    private static final Duration LONGER = Duration.ofMinutes(1);

    private static final Duration NEXT_SEND = Duration.ofMinutes(5);

    private final TaskTable tasks;
    private final DueTasks dueTasks;
    private final GateTable gates;
    private final WaitingLine line;
    private final PlaceTable places;
    private final TaskQueue queue;
    private final Worker worker;
    private final TakeResult takeResult;
    private final EndAttempt endAttempt;
    private final Limits limits;
    private final Endings endings;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Log log;

    /** One answer at a time: ten of the largest would take more memory than there is. */
    private final Lock reading = new ReentrantLock();

    SweepTasks(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.dueTasks = new DueTasks(environment.dynamo(), table, environment.shards(), PAGES);
        this.gates = new GateTable(environment.dynamo(), table);
        this.line = new WaitingLine(environment.dynamo(), table);
        this.places = environment.places();
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.worker =
                new Worker(environment.variable("AI_WORKER_URL"), environment.workerTokens(), "");
        this.takeResult = new TakeResult(environment);
        this.endAttempt = new EndAttempt(environment, tasks);
        this.limits = environment.limits();
        this.endings = environment.endings();
        this.metrics = environment.metrics();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** Answers how many pending tasks there are, about. */
    Map<TaskStatus, Integer> sweep() {
        Instant now = clock.instant();
        DueTasks.Found found = dueTasks.look(now);
        metrics.inFlight(found.seen().get(TaskStatus.PROCESSING));
        metrics.sweepLag(lag(found, now));
        if (!found.due().isEmpty()) {
            sweep(found.due(), now);
        }
        return found.seen();
    }

    private static Duration lag(DueTasks.Found found, Instant now) {
        return found.due().isEmpty()
                ? Duration.ZERO
                : Duration.between(found.due().getFirst().since(), now);
    }

    private void sweep(List<DueTasks.Due> due, Instant now) {
        Gate gate = gates.read();
        var queue = new ArrayDeque<>(due.subList(0, Math.min(BATCH, due.size())));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < Math.min(AT_ONCE, queue.size()); i++) {
                running.add(threads.submit(() -> sweepAll(queue, gate, now)));
            }
            for (var each : running) {
                each.get();
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("sweeping broke off", broken.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepAll(Queue<DueTasks.Due> queue, Gate gate, Instant now) {
        while (isTimeLeft(now)) {
            DueTasks.Due next;
            synchronized (queue) {
                next = queue.poll();
            }
            if (next == null) {
                return;
            }
            sweepSafely(next.task(), gate, now);
        }
    }

    private boolean isTimeLeft(Instant begun) {
        return clock.instant().isBefore(begun.plus(ENOUGH));
    }

    /** A task that breaks does not keep the others waiting. */
    private void sweepSafely(TaskId id, Gate gate, Instant now) {
        try {
            tasks.find(id).filter(task -> isDue(task, now)).ifPresent(task -> end(task, gate, now));
        } catch (RuntimeException broken) {
            log.error("sweeping a task failed", Map.of("task_id", id), broken);
        }
    }

    /** The index may be behind the task. */
    private static boolean isDue(Task task, Instant now) {
        return task.dueAt().map(due -> !due.isAfter(now)).orElse(false);
    }

    private void end(Task task, Gate gate, Instant now) {
        switch (task.status()) {
            case QUEUED -> queued(task, now);
            case PROCESSING -> overdue(task, gate, now);
            case COMPLETED, FAILED, CANCELLED -> {} // ended by itself meanwhile
        }
    }

    private void queued(Task task, Instant now) {
        if (task.isLeased(now)) {
            Instant next = task.lease().orElseThrow().until().plus(Task.RESEND_AFTER);
            write(task, task.lookedAt(next)); // it is being handed over
        } else if (!task.startBy().isAfter(now)) {
            neverStarted(task, now);
        } else if (task.isWaiting()) {
            line.stand(task, task.turn(), now);
            Instant next = earlier(now.plus(Task.LOOK_AT_WAITING), task.startBy());
            write(task, task.lookedAt(next));
        } else {
            Instant next = earlier(now.plus(NEXT_SEND), task.startBy());
            // Sent first: what could not be sent is due still, and a message too many is harmless.
            queue.send(task);
            write(task, task.sentAgain(now, next));
        }
    }

    private void neverStarted(Task task, Instant now) {
        String message =
                task.isWaiting()
                        ? WantOfWorker.WAITED_TOO_LONG
                        : WantOfWorker.neverStarted(limits.startDeadline());
        String metric = task.isWaiting() ? "waited_too_long" : "unreachable";
        write(task, endings.announced(task.failed("sweep", message, now)))
                .ifPresent(ended -> endings.failed(ended, metric));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The worker is asked once; it may have finished and failed to tell us. */
    private void overdue(Task task, Gate gate, Instant now) {
        var heard = ask(task);
        reading.lock();
        try {
            if (isTimeLeft(now)) {
                overdue(task, heard.read(), gate, now);
            }
        } finally {
            reading.unlock();
        }
    }

    private void overdue(Task task, Worker.Said said, Gate gate, Instant now) {
        switch (said) {
            case Worker.Said.Finished(var answer) -> finished(task, answer, gate, now);
            case Worker.Said.NotAtIt() -> giveUp(task, gate, now);
            case Worker.Said.Running(), Worker.Said.NothingUseful() when task.hasTimeLeft(now) ->
                    write(task, task.leftToTheWorker());
            case Worker.Said.Running() when !task.extended() -> extend(task, now);
            case Worker.Said.Running(), Worker.Said.NothingUseful() -> giveUp(task, gate, now);
        }
    }

    private void extend(Task task, Instant now) {
        Instant deadline = now.plus(limits.taskDeadline());
        places.take(task.id(), now, deadline.plus(LONGER));
        write(task, task.extendedTo(deadline, now));
    }

    private Worker.Heard ask(Task task) {
        return worker.ask(task.workerTaskId().isEmpty() ? task.id().value() : task.workerTaskId());
    }

    private void finished(Task task, Map<String, Object> answer, Gate gate, Instant now) {
        if (answer.get("questions") instanceof List<?> questions && !questions.isEmpty()) {
            var callback =
                    new Callback(
                            task.id().value(),
                            Optional.of(Attempt.of(task)),
                            Optional.empty(),
                            new Callback.Content.Delivered(questions),
                            Json.bytes(answer));
            takeResult.take(callback, task, gate, now);
        } else {
            giveUp(task, gate, now);
        }
    }

    /** Before its deadline a task is looked at only because of a report of failure. */
    private void giveUp(Task task, Gate gate, Instant now) {
        if (task.hasTimeLeft(now)) {
            endAttempt.giveUp(task, Why.WORKER_FAILED, gate, now);
        } else {
            String late =
                    "The AI worker did not answer within "
                            + limits.taskDeadline().toMinutes()
                            + " minutes";
            endAttempt.giveUp(task, new Why(late, "timeout"), gate, now);
        }
    }

    private Optional<Task> write(Task before, Task after) {
        return switch (tasks.replace(before, after)) {
            case Written.Overtaken overtaken -> Optional.empty(); // it moves by itself
            case Written.Done(var done) -> {
                log.info(
                        "task swept", Map.of("task_id", done.id(), "status", done.status().wire()));
                yield Optional.of(done);
            }
        };
    }
}
