package io.quizsmith.sweep;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.json.Json;
import io.quizsmith.result.Callback;
import io.quizsmith.result.TakeResult;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;
import io.quizsmith.worker.Worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends what was stored and never sent, and ends what would otherwise hang. */
final class SweepTasks {

    /** Tasks of each status that one run looks at. */
    private static final int BATCH = 200;

    /** While a dispatch has tried this recently, its message is still on the queue. */
    private static final Duration DISPATCH_AT_WORK = Duration.ofMinutes(10);

    private static final Duration NEXT_SEND = Duration.ofMinutes(5);

    private final TaskTable tasks;
    private final TaskLists lists;
    private final TaskQueue queue;
    private final Worker worker;
    private final TakeResult takeResult;
    private final Limits limits;
    private final InstantSource clock;
    private final Log log;

    SweepTasks(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table);
        this.lists = new TaskLists(environment.dynamo(), table);
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.worker =
                new Worker(
                        environment.variable("AI_WORKER_URL"),
                        environment.variable("AI_WORKER_TOKEN"),
                        "");
        this.takeResult = new TakeResult(environment);
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    void sweep() {
        Instant now = clock.instant();
        for (var status : List.of(TaskStatus.QUEUED, TaskStatus.PROCESSING)) {
            for (var id : lists.due(status, now, BATCH)) {
                tasks.find(id).filter(task -> isDue(task, now)).ifPresent(task -> end(task, now));
            }
        }
    }

    /** The index may be behind the task. */
    private static boolean isDue(Task task, Instant now) {
        return task.dueAt().map(due -> !due.isAfter(now)).orElse(false);
    }

    private void end(Task task, Instant now) {
        switch (task.status()) {
            case QUEUED -> queued(task, now);
            case PROCESSING -> overdue(task, now);
            case COMPLETED, FAILED, CANCELLED -> {} // ended by itself meanwhile
        }
    }

    private void queued(Task task, Instant now) {
        if (!task.startBy().isAfter(now)) {
            String message = WantOfWorker.neverStarted(limits.startDeadline());
            write(task, task.failed("sweep", message, now));
            return;
        }
        boolean onTheQueue =
                task.lease()
                        .filter(lease -> lease.until().plus(DISPATCH_AT_WORK).isAfter(now))
                        .isPresent();
        Instant next = earlier(now.plus(NEXT_SEND), task.startBy());
        write(task, task.sentAgain(now, next, !onTheQueue))
                .filter(sent -> !onTheQueue)
                .ifPresent(queue::send);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The worker is asked once; it may have finished and failed to tell us. */
    private void overdue(Task task, Instant now) {
        switch (ask(task)) {
            case Worker.Said.Finished(var answer) -> finished(task, answer, now);
            case Worker.Said.Running() when !task.extended() ->
                    write(task, task.extendedTo(now.plus(limits.taskDeadline()), now));
            case Worker.Said.Running(), Worker.Said.NothingUseful() -> timedOut(task, now);
        }
    }

    private Worker.Said ask(Task task) {
        return worker.ask(task.workerTaskId().isEmpty() ? task.id().value() : task.workerTaskId());
    }

    private void finished(Task task, Map<String, Object> answer, Instant now) {
        if (answer.get("questions") instanceof List<?> questions && !questions.isEmpty()) {
            var callback =
                    new Callback(
                            task.id().value(),
                            Optional.empty(),
                            new Callback.Content.Delivered(questions),
                            Json.bytes(answer));
            takeResult.take(callback, task, now);
        } else {
            timedOut(task, now);
        }
    }

    private void timedOut(Task task, Instant now) {
        takeResult.endAttempt(
                task,
                "The AI worker did not answer within "
                        + limits.taskDeadline().toMinutes()
                        + " minutes",
                now);
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
