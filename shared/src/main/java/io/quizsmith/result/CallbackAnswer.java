package io.quizsmith.result;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.input.Violation;
import io.quizsmith.json.Json;
import io.quizsmith.question.Rejections;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a worker is told of its callback. */
public final class CallbackAnswer {

    private CallbackAnswer() {}

    /**
     * The answer to a callback.
     *
     * @param taskId as the worker sent it
     * @param userId as the worker sent it
     */
    public static Answer of(Outcome outcome, Object taskId, Object userId, String requestId) {
        return switch (outcome) {
            case Outcome.Saved(int saved, var rejected, boolean duplicate) -> {
                var body = new LinkedHashMap<String, Object>();
                body.put("status", "ok");
                body.put("saved", saved);
                body.put("task_id", taskId);
                body.put("user_id", userId);
                body.put("rejected", rejected(rejected));
                if (rejected.areTooMany()) {
                    body.put("rejected_count", rejected.count());
                }
                if (duplicate) {
                    body.put("duplicate", true);
                }
                yield Answer.json(status(outcome), body);
            }
            case Outcome.FailureNoted(var taskStatus) -> {
                var body = new LinkedHashMap<String, Object>();
                body.put("status", "ok");
                body.put("task_id", taskId);
                body.put("task_status", taskStatus);
                yield Answer.json(status(outcome), body);
            }
            case Outcome.Ignored() -> {
                var body = new LinkedHashMap<String, Object>();
                body.put("status", "ignored");
                body.put("task_id", taskId);
                yield Answer.json(status(outcome), body);
            }
            case Outcome.NothingUsable(var rejected) ->
                    Problem.unprocessable(
                            requestId,
                            rejected.areTooMany()
                                    ? "None of the %d questions can be used; the first are named"
                                            .formatted(rejected.count())
                                    : "None of the questions can be used",
                            rejected.named().stream().map(CallbackAnswer::violation).toList());
            case Outcome.UnknownTask() -> Problem.notFound(requestId, "Task not found");
            case Outcome.AnotherUsersTask() ->
                    Problem.conflict(requestId, "user_id is not the user of this task");
        };
    }

    static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Saved saved -> saved.duplicate() ? 200 : 201;
            case Outcome.FailureNoted noted -> 200;
            case Outcome.Ignored ignored -> 200;
            case Outcome.NothingUsable nothing -> 422;
            case Outcome.UnknownTask unknown -> 404;
            case Outcome.AnotherUsersTask another -> 409;
        };
    }

    /** The answer's content, for the audit. */
    static String summary(Outcome outcome) {
        return Json.write(of(outcome, null, null, "").body());
    }

    private static List<Map<String, Object>> rejected(Rejections rejected) {
        var list = new ArrayList<Map<String, Object>>();
        for (var each : rejected.named()) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("index", each.index());
            entry.put("reasons", each.reasons());
            list.add(entry);
        }
        return list;
    }

    private static Violation violation(Rejections.Rejected rejected) {
        return new Violation(
                "questions[" + rejected.index() + "]", String.join("; ", rejected.reasons()));
    }
}
