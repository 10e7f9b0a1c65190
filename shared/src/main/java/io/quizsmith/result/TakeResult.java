package io.quizsmith.result;

import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.GateTable.TaskAndGate;
import io.quizsmith.dynamo.RecentTable;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.ResultTable.Along;
import io.quizsmith.dynamo.ResultTable.Payload;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.dynamo.WorkerIdTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.question.Quality;
import io.quizsmith.question.Quiz;
import io.quizsmith.question.Rejections;
import io.quizsmith.question.quality.InspectQuiz;
import io.quizsmith.question.quality.InspectQuiz.Purpose;
import io.quizsmith.question.quality.Inspected;
import io.quizsmith.question.quality.Mode;
import io.quizsmith.question.quality.Recent;
import io.quizsmith.question.quality.Switches;
import io.quizsmith.result.EndAttempt.Why;
import io.quizsmith.rollup.Ending;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Attempt;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Partial;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in what a worker says of a task: the questions first, the status last, so that each step
 * can be repeated. The first good result wins, however late it comes and of whichever attempt it
 * is; a failure ends only the attempt that it belongs to.
 */
public final class TakeResult {

    private static final Why REPEATED =
            new Why("The AI worker sent the same questions again", "repeated");

    private final TaskTable tasks;
    private final GateTable gates;
    private final WorkerIdTable workerIds;
    private final ResultTable results;
    private final RecentTable recents;
    private final TopUp topUp;
    private final Switches switches;
    private final Shards shards;
    private final TaskQueue queue;
    private final Limits limits;
    private final EndAttempt endAttempt;
    private final Metrics metrics;
    private final Log log;

    public TakeResult(Environment environment) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(dynamo, table, environment.shards());
        this.gates = new GateTable(dynamo, table);
        this.workerIds = new WorkerIdTable(dynamo, table);
        this.results = new ResultTable(dynamo, table);
        this.recents = new RecentTable(dynamo, table);
        this.topUp = new TopUp(results, environment.topUpRounds());
        this.switches = environment.qualitySwitches();
        this.shards = environment.shards();
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.endAttempt = new EndAttempt(environment, tasks);
        this.metrics = environment.metrics();
        this.log = environment.log();
    }

    /**
     * What is known of a callback's task.
     *
     * @param attempt that the callback is of, where that is known
     * @param recent what the user was asked of late, where that was read with the task
     */
    private record Found(Task task, Gate gate, Optional<Integer> attempt, Optional<Recent> recent) {

        Found with(Task moved) {
            return new Found(moved, gate, attempt, recent);
        }
    }

    public Outcome take(Callback callback, Instant now) {
        while (true) {
            Optional<Found> found = find(callback);
            if (found.isPresent()) {
                return take(callback, found.get(), now);
            }
            var outcome = new Outcome.UnknownTask();
            Payload payload = payload(callback, outcome, now);
            results.keepUnknown(callback.workerTaskId(), payload);
            if (isNotYetKnown(callback, payload.digest(), now)) {
                metrics.callbackRefused("unknown_task");
                log.warn("callback for an unknown task", Map.of("callback", payload.digest()));
                return outcome;
            }
        }
    }

    /** The worker may be quicker with its result than dispatch is with noting the worker's id. */
    private boolean isNotYetKnown(Callback callback, String digest, Instant now) {
        return TaskId.parse(callback.workerTaskId()).isPresent()
                || workerIds.leaveWord(
                        callback.workerTaskId(), digest, now, ResultTable.UNKNOWN_LIFE);
    }

    /**
     * Our id counts first, then the address, which we made; last the worker's own id: it may have
     * given the same one to two tasks.
     */
    private Optional<Found> find(Callback callback) {
        return TaskId.parse(callback.workerTaskId())
                .flatMap(id -> find(id, callback, Optional.empty()))
                .or(
                        () ->
                                callback.origin()
                                        .flatMap(
                                                origin ->
                                                        find(
                                                                origin.task(),
                                                                callback,
                                                                Optional.empty())))
                .or(
                        () ->
                                workerIds
                                        .find(callback.workerTaskId())
                                        .flatMap(
                                                known ->
                                                        find(
                                                                known.task(),
                                                                callback,
                                                                Optional.of(known.attempt()))));
    }

    private Optional<Found> find(TaskId id, Callback callback, Optional<Integer> known) {
        TaskAndGate read = gates.readWith(id);
        Optional<Integer> attempt =
                callback.origin()
                        .filter(origin -> origin.task().equals(id))
                        .map(Attempt::number)
                        .or(() -> known);
        return read.task()
                .map(task -> new Found(task, read.gate(), attempt, Optional.of(read.recent())));
    }

    /** As {@link #take(Callback, Instant)}, for the current attempt of a task that is at hand. */
    public Outcome take(Callback callback, Task task, Gate gate, Instant now) {
        return take(
                callback,
                new Found(task, gate, Optional.of(task.attempt()), Optional.empty()),
                now);
    }

    /**
     * Takes in a callback that came before its worker's id was known. False where it is of no use,
     * and the task goes on.
     */
    public boolean takeEarly(String digest, Task task, Gate gate, Instant now) {
        Optional<byte[]> body = results.unknown(digest);
        if (body.isPresent()
                && Json.read(body.get()) instanceof Json.Read.AnObject(var json)
                && CallbackForm.parse(json, body.get(), Optional.of(Attempt.of(task)))
                        instanceof CallbackForm.WellFormed(var callback)) {
            return switch (take(callback, task, gate, now)) {
                case Outcome.Saved saved -> true;
                case Outcome.FailureNoted noted -> true;
                case Outcome.NothingUsable nothing -> true;
                case Outcome.Ignored ignored -> true;
                case Outcome.AnotherUsersTask another -> false;
                case Outcome.UnknownTask unknown -> false;
            };
        }
        return false;
    }

    private Outcome take(Callback callback, Found found, Instant now) {
        Task task = found.task();
        boolean anotherUsers =
                callback.user()
                        .map(user -> !user.names(task.user(), task.username()))
                        .orElse(false);
        if (anotherUsers) {
            metrics.callbackRefused("another_user");
            endAttempt.note(task, "result refused", "it names another user", now);
            return kept(callback, task, new Outcome.AnotherUsersTask(), now);
        }
        return switch (callback.content()) {
            case Callback.Content.Delivered(var questions) ->
                    delivered(callback, questions, found, now);
            case Callback.Content.Failed() -> failed(callback, found, now);
        };
    }

    private Outcome delivered(Callback callback, List<?> json, Found found, Instant now) {
        Quiz quiz = Quiz.parse(json);
        var delivery = Delivery.of(json);
        if (delivery.completed(found.task())) {
            return duplicate(callback, quiz, delivery, found.task(), now);
        }
        if (delivery.isPartOf(found.task())) {
            return repeated(found, now);
        }
        Recent recent = recent(found);
        var former = topUp.former(found.task());
        Inspected inspected = inspected(quiz.after(former), found.task(), recent);
        Quality quality = inspected.quality();
        int more = quality.accepted() - former.size();
        if (more <= 0) {
            return nothingUsable(callback, quiz, quality, found, now);
        }
        var result = ResultTable.result(delivery.name(), inspected.accepted());
        var rejections = quality.rejections(quiz.rejections());
        var saved = new Outcome.Saved(more, rejections, false);
        var stored = EnumSet.noneOf(TaskStatus.class);
        var current = found.task();
        while (true) {
            switch (current.status()) {
                case COMPLETED -> {
                    return duplicate(callback, quiz, delivery, current, now);
                }
                case CANCELLED -> {
                    return ignored(callback, found, current, now);
                }
                case QUEUED, PROCESSING, FAILED -> {
                    Task next =
                            topUp.wantsMore(current, quality)
                                    ? current.toppingUp(
                                            TopUp.partial(
                                                    current, result.id(), delivery.name(), quality),
                                            quality,
                                            limits.at(now))
                                    : current.completed(
                                            result.id(),
                                            quality,
                                            note(current, quiz, quality),
                                            now);
                    if (stored.add(next.status())) {
                        var along =
                                new Along(
                                        remembered(recent, current.id(), inspected),
                                        next.completedAt().map(at -> Ending.of(next, "")),
                                        shards);
                        results.save(current.id(), result, payload(callback, saved, now), along);
                    }
                    switch (tasks.replace(current, next)) {
                        case Written.Done(var done) -> {
                            taken(done, found.gate(), now);
                            return saved;
                        }
                        case Written.Overtaken(var moved) -> {
                            if (hasOtherParts(moved, current)) {
                                return delivered(callback, json, found.with(moved), now);
                            }
                            current = moved;
                        }
                    }
                }
            }
        }
    }

    /** Another delivery came first: the questions are to be put together anew. */
    private static boolean hasOtherParts(Task moved, Task before) {
        return moved.status().isPending() && !moved.partial().equals(before.partial());
    }

    private static String note(Task task, Quiz quiz, Quality quality) {
        return task.partial().isPresent()
                ? Partial.note(quality)
                : LeftOut.note(quiz.rejections(), quality);
    }

    private void taken(Task done, Gate gate, Instant now) {
        if (done.status().isPending()) {
            log.info("task lacks questions", ids(done));
            endAttempt.placeIsFree(done, gate); // before the next attempt takes it
            queue.sendOrLeave(done, log);
        } else {
            log.info("task completed", ids(done));
            metrics.completed(Duration.between(done.startedAt().orElse(now), now));
            endAttempt.placeIsFree(done, gate);
        }
    }

    /** What is asked for in addition makes no quiz larger than the client wanted it. */
    private Inspected inspected(Quiz quiz, Task task, Recent recent) {
        int requested = task.request().quizSize();
        var purpose = new Purpose(task.id().value(), requested, recent);
        var inspect = new InspectQuiz(switches);
        var whole = quiz;
        Inspected inspected = inspect.inspect(whole, purpose);
        while (task.partial().isPresent() && inspected.accepted().size() > requested) {
            whole = whole.withoutLast(inspected.accepted().size() - requested);
            inspected = inspect.inspect(whole, purpose);
        }
        return inspected;
    }

    /**
     * A part of the quiz came once more. If it is what the current attempt brings, there is no more
     * to be had.
     */
    private Outcome repeated(Found found, Instant now) {
        Task task = found.task();
        metrics.callbackRefused("duplicate");
        if (found.attempt().filter(attempt -> attempt == task.attempt()).isPresent()) {
            endAttempt(found, REPEATED, now);
        } else {
            endAttempt.note(task, "duplicate ignored", "", now);
        }
        int saved = task.partial().orElseThrow().questions();
        return new Outcome.Saved(saved, Rejections.NONE, true);
    }

    /** Where the task was at hand it has not been read along. */
    private Recent recent(Found found) {
        if (switches.duplicates() == Mode.OFF) {
            return Recent.NONE;
        }
        return found.recent().orElseGet(() -> recents.read(found.task().id()));
    }

    private Optional<Recent> remembered(Recent recent, TaskId task, Inspected inspected) {
        return switches.duplicates() == Mode.OFF
                ? Optional.empty()
                : Optional.of(recent.with(task.value(), inspected));
    }

    /** What the task says of its first result answers whatever comes after it. */
    private Outcome duplicate(
            Callback callback, Quiz quiz, Delivery delivery, Task task, Instant now) {
        metrics.callbackRefused("duplicate");
        endAttempt.note(task, "duplicate ignored", "", now);
        if (delivery.completed(task)) {
            var malformed = quiz.rejections();
            var rejections =
                    task.quality().map(found -> found.rejections(malformed)).orElse(malformed);
            return new Outcome.Saved(task.questionsCreated(), rejections, true);
        }
        var first = new Outcome.Saved(task.questionsCreated(), Rejections.NONE, true);
        return kept(callback, task, first, now);
    }

    /** The task was cancelled; the worker has its place free all the same. */
    private Outcome ignored(Callback callback, Found found, Task task, Instant now) {
        metrics.callbackRefused("stale");
        endAttempt.note(task, "result ignored", "the task was cancelled", now);
        endAttempt.placeIsFree(task, found.gate());
        return kept(callback, task, new Outcome.Ignored(), now);
    }

    private Outcome nothingUsable(
            Callback callback, Quiz quiz, Quality quality, Found found, Instant now) {
        String reason =
                "The AI worker sent no usable question ("
                        + LeftOut.of(quiz.rejections(), quality)
                        + ")";
        var outcome = new Outcome.NothingUsable(quality.rejections(quiz.rejections()));
        Task ended = endAttempt(found, new Why(reason, "no_usable_question"), now);
        return switch (ended.status()) {
            case CANCELLED -> ignored(callback, found, ended, now);
            case QUEUED, PROCESSING, COMPLETED, FAILED -> kept(callback, ended, outcome, now);
        };
    }

    private Outcome failed(Callback callback, Found found, Instant now) {
        Task ended = endAttempt(found, Why.WORKER_FAILED, now);
        return switch (ended.status()) {
            case CANCELLED -> ignored(callback, found, ended, now);
            case QUEUED, PROCESSING, COMPLETED, FAILED ->
                    kept(callback, ended, new Outcome.FailureNoted(ended.status().wire()), now);
        };
    }

    private Task endAttempt(Found found, Why why, Instant now) {
        return endAttempt.end(found.task(), found.attempt(), why, found.gate(), now);
    }

    private Outcome kept(Callback callback, Task task, Outcome outcome, Instant now) {
        results.keep(task.id(), payload(callback, outcome, now));
        return outcome;
    }

    private static Payload payload(Callback callback, Outcome outcome, Instant now) {
        return new Payload(
                Digest.of(callback.body()),
                callback.body(),
                CallbackAnswer.status(outcome),
                CallbackAnswer.summary(outcome),
                now);
    }

    private static Map<String, ?> ids(Task task) {
        return Map.of("task_id", task.id(), "attempt", task.attempt());
    }
}
