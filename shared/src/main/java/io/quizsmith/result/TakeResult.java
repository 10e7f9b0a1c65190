package io.quizsmith.result;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.ResultTable.Payload;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WorkerIdTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.question.Quiz;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in what a worker says of a task: the questions first, the status last, so that each step
 * can be repeated. The first good result wins, however late it comes.
 */
public final class TakeResult {

    private final TaskTable tasks;
    private final WorkerIdTable workerIds;
    private final ResultTable results;
    private final TaskQueue queue;
    private final Limits limits;
    private final Log log;

    public TakeResult(Environment environment) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(dynamo, table);
        this.workerIds = new WorkerIdTable(dynamo, table);
        this.results = new ResultTable(dynamo, table);
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.log = environment.log();
    }

    public Outcome take(Callback callback, Instant now) {
        Optional<Task> task = find(callback.workerTaskId());
        if (task.isEmpty()) {
            var outcome = new Outcome.UnknownTask();
            results.keepUnknown(callback.workerTaskId(), payload(callback, outcome, now));
            log.warn(
                    "callback for an unknown task",
                    Map.of("worker_task_id", callback.workerTaskId()));
            return outcome;
        }
        return take(callback, task.get(), now);
    }

    /** As {@link #take(Callback, Instant)}, for a task that is at hand. */
    public Outcome take(Callback callback, Task task, Instant now) {
        boolean anotherUsers =
                callback.user()
                        .map(user -> !user.names(task.user(), task.username()))
                        .orElse(false);
        if (anotherUsers) {
            return kept(callback, task, new Outcome.AnotherUsersTask(), now);
        }
        return switch (callback.content()) {
            case Callback.Content.Delivered(var questions) ->
                    delivered(callback, questions, task, now);
            case Callback.Content.Failed() -> failed(callback, task, now);
        };
    }

    private Outcome delivered(Callback callback, List<?> json, Task task, Instant now) {
        Quiz quiz = Quiz.parse(json);
        if (quiz.questions().isEmpty()) {
            return nothingUsable(callback, quiz, task, now);
        }
        String resultId = Digest.of(Json.write(json));
        var saved = new Outcome.Saved(quiz.questions().size(), quiz.rejected(), false);
        boolean stored = false;
        var current = task;
        while (true) {
            switch (current.status()) {
                case COMPLETED -> {
                    return duplicate(callback, saved, resultId, current, now);
                }
                case CANCELLED -> {
                    return kept(callback, current, new Outcome.Ignored(), now);
                }
                case QUEUED, PROCESSING, FAILED -> {
                    if (!stored) {
                        results.save(
                                current.id(),
                                resultId,
                                quiz.questions(),
                                payload(callback, saved, now));
                        stored = true;
                    }
                    var completed =
                            current.completed(resultId, saved.saved(), note(quiz, json), now);
                    switch (tasks.replace(current, completed)) {
                        case Written.Done(var done) -> {
                            log.info("task completed", ids(done));
                            return saved;
                        }
                        case Written.Overtaken(var moved) -> current = moved;
                    }
                }
            }
        }
    }

    private Outcome duplicate(
            Callback callback, Outcome.Saved saved, String resultId, Task task, Instant now) {
        if (task.result().equals(resultId)) {
            return new Outcome.Saved(saved.saved(), saved.rejected(), true);
        }
        var first = new Outcome.Saved(task.questionsCreated(), List.of(), true);
        return kept(callback, task, first, now);
    }

    private Outcome nothingUsable(Callback callback, Quiz quiz, Task task, Instant now) {
        var outcome = new Outcome.NothingUsable(quiz.rejected());
        var ended =
                endAttempt(
                        task,
                        "The AI worker sent no usable question ("
                                + quiz.rejected().size()
                                + " were malformed)",
                        now);
        return switch (ended.status()) {
            case CANCELLED -> kept(callback, ended, new Outcome.Ignored(), now);
            case QUEUED, PROCESSING, COMPLETED, FAILED -> kept(callback, ended, outcome, now);
        };
    }

    private Outcome failed(Callback callback, Task task, Instant now) {
        var ended = endAttempt(task, "The AI worker reported that it failed", now);
        return switch (ended.status()) {
            case CANCELLED -> kept(callback, ended, new Outcome.Ignored(), now);
            case QUEUED, PROCESSING, COMPLETED, FAILED ->
                    kept(callback, ended, new Outcome.FailureNoted(ended.status().wire()), now);
        };
    }

    /**
     * Ends the current attempt: the task is tried again, or fails with {@code reason}. A task that
     * the worker does not have, or that has ended, stays as it is.
     */
    public Task endAttempt(Task task, String reason, Instant now) {
        var current = task;
        while (isWithTheWorker(current, now)) {
            boolean again = limits.allowAnotherAttempt(current);
            String attempts = " (" + current.attemptsUsed() + " attempts)";
            var ended =
                    again
                            ? current.triedAgain("worker", reason, limits.at(now))
                            : current.failed("worker", reason + attempts, now);
            switch (tasks.replace(current, ended)) {
                case Written.Overtaken(var moved) -> current = moved;
                case Written.Done(var done) -> {
                    log.info(again ? "task tried again" : "task failed", ids(done));
                    if (again) {
                        queue.send(done);
                    }
                    return done;
                }
            }
        }
        return current;
    }

    private static boolean isWithTheWorker(Task task, Instant now) {
        return switch (task.status()) {
            case PROCESSING -> true;
            case QUEUED -> task.lease().filter(lease -> lease.until().isAfter(now)).isPresent();
            case COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    private Outcome kept(Callback callback, Task task, Outcome outcome, Instant now) {
        results.keep(task.id(), payload(callback, outcome, now));
        return outcome;
    }

    private Optional<Task> find(String workerTaskId) {
        Optional<Task> byOurId = TaskId.parse(workerTaskId).flatMap(tasks::find);
        return byOurId.or(() -> workerIds.find(workerTaskId).flatMap(tasks::find));
    }

    private static Payload payload(Callback callback, Outcome outcome, Instant now) {
        return new Payload(
                Digest.of(callback.body()),
                callback.body(),
                CallbackAnswer.status(outcome),
                CallbackAnswer.summary(outcome),
                now);
    }

    private static String note(Quiz quiz, List<?> json) {
        return quiz.rejected().isEmpty()
                ? ""
                : quiz.rejected().size()
                        + " of "
                        + json.size()
                        + " questions were malformed and left out";
    }

    private static Map<String, ?> ids(Task task) {
        return Map.of("task_id", task.id(), "attempt", task.attempt());
    }
}
