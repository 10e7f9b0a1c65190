package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.input.Fields;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.task.QuizForm;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** POST /api/ai/generate/ */
final class Generate {

    private static final int MAX_KEY = 255;

    private final SubmitTask submitTask;
    private final Accepted accepted;
    private final InstantSource clock;

    Generate(SubmitTask submitTask, Accepted accepted, InstantSource clock) {
        this.submitTask = submitTask;
        this.accepted = accepted;
        this.clock = clock;
    }

    Answer answer(Request request, Caller caller) {
        return JsonBody.read(request, json -> answer(request, caller, json));
    }

    private Answer answer(Request request, Caller caller, Map<String, Object> json) {
        String key = request.header("Idempotency-Key");
        if (key.length() > MAX_KEY || !Fields.isUnicode(key)) {
            return Problem.invalid(
                    request.id(), "Idempotency-Key", "must be at most " + MAX_KEY + " characters");
        }
        return switch (QuizForm.parse(json, caller.isUser())) {
            case QuizForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(request.id(), violations);
            case QuizForm.Parsed.WellFormed(var form) ->
                    answer(
                            request,
                            submitTask.submit(form, caller, key(key, json), clock.instant()));
        };
    }

    /** Two bodies are the same where they are the same JSON, whatever the order of their fields. */
    private static Optional<SubmitTask.Key> key(String key, Map<String, Object> json) {
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SubmitTask.Key(
                                Digest.of(key), Digest.of(Json.write(new TreeMap<>(json)))));
    }

    private Answer answer(Request request, SubmitTask.Outcome outcome) {
        return switch (outcome) {
            case SubmitTask.Outcome.Queued(var task, var usage) ->
                    QuotaAnswer.with(accepted.answer(task), usage);
            case SubmitTask.Outcome.Replayed(var task) ->
                    accepted.answer(task).with("Idempotent-Replayed", "true");
            case SubmitTask.Outcome.UnknownUser(var ref) ->
                    Problem.notFound(request.id(), "User not found: " + ref);
            case SubmitTask.Outcome.NotTheCaller() ->
                    Problem.forbidden(request.id(), "user_id", "must be your own, or left out");
            case SubmitTask.Outcome.KeyWithAnotherBody() ->
                    Problem.unprocessable(
                            request.id(), "This Idempotency-Key was sent before with another body");
            case SubmitTask.Outcome.OverQuota(var usage) ->
                    QuotaAnswer.refused(usage, request.id());
            case SubmitTask.Outcome.KeyInUse() ->
                    Problem.conflict(
                                    request.id(),
                                    "The first request with this Idempotency-Key is still running")
                            .with("Retry-After", "1");
        };
    }
}
