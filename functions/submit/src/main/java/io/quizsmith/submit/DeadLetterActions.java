package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.dynamo.DeadLetter;
import io.quizsmith.dynamo.DeadLetter.State;
import io.quizsmith.dynamo.DeadLetterTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.http.TaskView;
import io.quizsmith.input.Reason;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.Task;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What operators may do to a dead letter, each time with a reason. The task comes first and the
 * letter last: after a crash in between the letter is still open, and doing it again is harmless.
 */
final class DeadLetterActions {

    private static final String OPERATOR = "operator";

    private final DeadLetterTable letters;
    private final TaskTable tasks;
    private final TaskQueue queue;
    private final Limits limits;
    private final InstantSource clock;
    private final Log log;

    DeadLetterActions(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.letters = new DeadLetterTable(environment.dynamo(), table);
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** What an operator wants of a letter that is there. */
    private record Wish(DeadLetter letter, String by, String reason, String requestId) {}

    private interface Action {
        Answer on(Wish wish);
    }

    /** POST redrive: 200; a failed task is retried, a queued one sent again. */
    Answer redrive(String id, Request request, Caller caller) {
        return act(id, request, caller, this::redrive);
    }

    /** POST discard: 200. Repeating it is harmless. */
    Answer discard(String id, Request request, Caller caller) {
        return act(id, request, caller, this::discard);
    }

    private Answer act(String id, Request request, Caller caller, Action action) {
        if (!caller.isOperator()) {
            return Problem.forbidden(request.id(), "Only operators may act on dead letters");
        }
        return JsonBody.read(
                request,
                json ->
                        switch (Reason.require(json)) {
                            case Reason.Parsed.Malformed(var violations) ->
                                    Problem.invalid(request.id(), violations);
                            case Reason.Parsed.Given(var reason) ->
                                    find(id).map(letter -> wish(letter, caller, reason, request))
                                            .map(action::on)
                                            .orElseGet(() -> notFound(request));
                        });
    }

    private Optional<DeadLetter> find(String id) {
        return DeadLetter.isId(id) ? letters.find(id) : Optional.empty();
    }

    private static Wish wish(DeadLetter letter, Caller caller, String reason, Request request) {
        return new Wish(letter, by(caller), reason, request.id());
    }

    private static Answer notFound(Request request) {
        return Problem.notFound(request.id(), "Dead letter not found");
    }

    private static String by(Caller caller) {
        return caller.isUser() ? caller.username() : OPERATOR;
    }

    private Answer discard(Wish wish) {
        var kept = decide(wish, State.DISCARDED);
        return switch (kept.state()) {
            case DISCARDED -> Answer.json(200, view(kept));
            case REDRIVEN, OPEN -> alreadyDecided(kept, wish);
        };
    }

    private Answer redrive(Wish wish) {
        return switch (wish.letter().state()) {
            case REDRIVEN, DISCARDED -> alreadyDecided(wish.letter(), wish);
            case OPEN ->
                    wish.letter()
                            .task()
                            .map(id -> redrive(wish, tasks.find(id)))
                            .orElseGet(
                                    () ->
                                            Problem.conflict(
                                                    wish.requestId(),
                                                    "The message names no task: it can only be"
                                                            + " discarded"));
        };
    }

    private Answer redrive(Wish wish, Optional<Task> found) {
        Optional<Task> task = found;
        while (task.isPresent()) {
            var current = task.get();
            switch (current.status()) {
                case PROCESSING, COMPLETED, CANCELLED -> {
                    return Problem.conflict(
                            wish.requestId(),
                            "Only a failed or queued task can be redriven; this one is "
                                    + current.status().wire());
                }
                case QUEUED -> {
                    queue.send(current);
                    tasks.replace(current, current.redriven(clock.instant())); // or it moves itself
                    return redriven(wish, current);
                }
                case FAILED -> {
                    var times = limits.at(clock.instant());
                    switch (tasks.replace(
                            current, current.retried(OPERATOR, wish.reason(), times))) {
                        case Written.Overtaken(var moved) -> task = Optional.of(moved);
                        case Written.Done(var again) -> {
                            queue.sendOrLeave(again, log);
                            return redriven(wish, again);
                        }
                    }
                }
            }
        }
        return Problem.conflict(wish.requestId(), "There is no such task");
    }

    private Answer redriven(Wish wish, Task task) {
        log.info("dead letter redriven", Map.of("task_id", task.id()));
        var kept = decide(wish, State.REDRIVEN);
        var body = view(kept);
        body.put("task", TaskView.of(task));
        return kept.state() == State.REDRIVEN ? Answer.json(200, body) : alreadyDecided(kept, wish);
    }

    private DeadLetter decide(Wish wish, State state) {
        return letters.decide(
                wish.letter().decided(state, wish.by(), wish.reason(), clock.instant()));
    }

    private static Answer alreadyDecided(DeadLetter letter, Wish wish) {
        return Problem.conflict(
                wish.requestId(), "The dead letter was already " + letter.state().wire());
    }

    private static Map<String, Object> view(DeadLetter letter) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", letter.id());
        view.put("state", letter.state().wire());
        return view;
    }
}
