package io.quizsmith.query;

import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is read: tasks, questions, users, health. JAX-RS resources behind one function.
 */
public final class QueryHandler implements RequestStreamHandler {

    private final QueryContainer container;
    private final Log log;

    /** Lambda starts here. */
    public QueryHandler() {
        this(Environment.ofLambda());
    }

    public QueryHandler(Environment environment) {
        this.container = new QueryContainer(new QueryApplication(environment));
        this.log = environment.log();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        var event = HttpEvent.read(input.readAllBytes());
        output.write(Json.bytes(answer(event, context)));
    }

    private Map<String, Object> answer(HttpEvent event, Context context) {
        return switch (Entrance.judge(event)) {
            case Entrance.Verdict.TurnedAway(var answer) -> toEvent(event, answer);
            case Entrance.Verdict.Admitted(var request) -> ask(event, request, context);
        };
    }

    private Map<String, Object> ask(
            HttpEvent event, HttpApiV2ProxyRequest request, Context context) {
        try {
            AwsProxyResponse response = container.proxy(request, context);
            return toEvent(
                    event, response.getStatusCode(), response.getHeaders(), response.getBody());
        } catch (RuntimeException broken) {
            log.error("request failed", Map.of("request_id", event.requestId()), broken);
            return toEvent(event, Problem.internal(event.requestId()));
        }
    }

    private static Map<String, Object> toEvent(HttpEvent event, Answer answer) {
        return toEvent(event, answer.status(), answer.headers(), Json.write(answer.body()));
    }

    private static Map<String, Object> toEvent(
            HttpEvent event, int status, Map<String, String> headers, String body) {
        var allHeaders = new TreeMap<>(headers);
        allHeaders.put("X-Request-Id", event.requestId());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("statusCode", status);
        answer.put("headers", allHeaders);
        answer.put("body", body == null || event.method().equals("HEAD") ? "" : body);
        answer.put("isBase64Encoded", false);
        return answer;
    }
}
