package io.quizsmith.receive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.json.Json;
import io.quizsmith.result.Callback;
import io.quizsmith.result.CallbackAnswer;
import io.quizsmith.result.CallbackForm;
import io.quizsmith.result.TakeResult;
import io.quizsmith.task.Attempt;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.WorkerTokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** The worker's callback: POST /api/ai/receive/ on the API, and anything on the function URL. */
public final class ReceiveHandler implements RequestStreamHandler {

    private final Environment environment;
    private final Door door;
    private final TakeResult takeResult;

    /** Lambda starts here. */
    public ReceiveHandler() {
        this(Environment.ofLambda());
    }

    public ReceiveHandler(Environment environment) {
        this.environment = environment;
        this.door = new Door(environment);
        this.takeResult = new TakeResult(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        var request = Request.read(event);
        answerSafely(request).write(output, request);
    }

    private Answer answerSafely(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException broken) {
            environment.log().error("callback failed", Map.of("request_id", request.id()), broken);
            return Problem.internal(request.id());
        }
    }

    private Answer answer(Request request) {
        if (!request.method().equals("POST")) {
            return Problem.methodNotAllowed(request.id(), ApiPath.RECEIVE);
        }
        return switch (door.judge(request)) {
            case Door.Opinion.Closed(var why) -> refused(request, why);
            case Door.Opinion.NotYet() ->
                    Problem.unavailable(request.id(), WorkerTokens.BETWEEN_LOOKS);
            case Door.Opinion.Open open -> answer(request, open);
        };
    }

    private Answer refused(Request request, String why) {
        environment.metrics().callbackRefused("wrong_token");
        environment.log().warn("callback refused", Map.of("request_id", request.id(), "why", why));
        return Problem.unauthorized(request.id(), why);
    }

    private Answer answer(Request request, Door.Opinion.Open open) {
        if (request.declaresAnotherType()) {
            return Problem.notJson(request.id());
        }
        byte[] body = request.body();
        return switch (Json.read(body)) {
            case Json.Read.NoJson() -> malformed(Problem.invalidJson(request.id()));
            case Json.Read.SomethingElse() -> malformed(Problem.notAnObject(request.id()));
            case Json.Read.AnObject(var json) -> answer(request, open, json, body);
        };
    }

    private Answer answer(
            Request request, Door.Opinion.Open open, Map<String, Object> json, byte[] body) {
        if (!isFor(json.get("worker_task_id"), open.attempt())) {
            return refused(request, "The callback address is another task's");
        }
        return switch (CallbackForm.parse(json, body, open.attempt())) {
            case CallbackForm.Malformed(var violations) ->
                    malformed(Problem.invalid(request.id(), violations));
            case CallbackForm.NoQuestions() -> malformed(Problem.noQuestions(request.id()));
            case CallbackForm.WellFormed(var callback) ->
                    door.isReplay(open.signature())
                            ? refused(request, "This very callback was taken in before")
                            : taken(request, open, callback, json);
        };
    }

    /** A worker may quote an id of its own; but not our id of another task. */
    private static boolean isFor(Object workerTaskId, Optional<Attempt> attempt) {
        return workerTaskId instanceof String text
                ? TaskId.parse(text)
                        .flatMap(task -> attempt.map(each -> each.task().equals(task)))
                        .orElse(true)
                : true;
    }

    private Answer taken(
            Request request, Door.Opinion.Open open, Callback callback, Map<String, Object> json) {
        var outcome = takeResult.take(callback, environment.clock().instant());
        door.remember(open.signature());
        return CallbackAnswer.of(
                outcome, json.get("worker_task_id"), json.get("user_id"), request.id());
    }

    private Answer malformed(Answer problem) {
        environment.metrics().callbackRefused("malformed");
        return problem;
    }
}
