package io.quizsmith.receive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.json.Json;
import io.quizsmith.result.CallbackAnswer;
import io.quizsmith.result.CallbackForm;
import io.quizsmith.result.TakeResult;
import io.quizsmith.task.Attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** The worker's callback: POST /api/ai/receive/ on the API, and anything on the function URL. */
public final class ReceiveHandler implements RequestStreamHandler {

    private final Environment environment;
    private final WorkerTokens tokens;
    private final TakeResult takeResult;

    /** Lambda starts here. */
    public ReceiveHandler() {
        this(Environment.ofLambda());
    }

    public ReceiveHandler(Environment environment) {
        this.environment = environment;
        this.tokens =
                new WorkerTokens(
                        environment.optionalVariable("AI_WORKER_TOKEN"),
                        environment.optionalVariable("AI_WORKER_TOKEN_PREVIOUS"));
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
        if (!tokens.open(request.header("X-AI-Worker-Token"))) {
            environment.metrics().callbackRefused("wrong_token");
            environment
                    .log()
                    .warn("callback refused: wrong token", Map.of("request_id", request.id()));
            return Problem.unauthorized(request.id());
        }
        if (request.declaresAnotherType()) {
            return Problem.notJson(request.id());
        }
        byte[] body = request.body();
        return switch (Json.read(body)) {
            case Json.Read.NoJson() -> malformed(Problem.invalidJson(request.id()));
            case Json.Read.SomethingElse() -> malformed(Problem.notAnObject(request.id()));
            case Json.Read.AnObject(var json) -> answer(request, json, body);
        };
    }

    private Answer answer(Request request, Map<String, Object> json, byte[] body) {
        return switch (CallbackForm.parse(json, body, Attempt.inQuery(request.query()))) {
            case CallbackForm.Malformed(var violations) ->
                    malformed(Problem.invalid(request.id(), violations));
            case CallbackForm.NoQuestions() -> malformed(Problem.noQuestions(request.id()));
            case CallbackForm.WellFormed(var callback) ->
                    CallbackAnswer.of(
                            takeResult.take(callback, environment.clock().instant()),
                            json.get("worker_task_id"),
                            json.get("user_id"),
                            request.id());
        };
    }

    private Answer malformed(Answer problem) {
        environment.metrics().callbackRefused("malformed");
        return problem;
    }
}
