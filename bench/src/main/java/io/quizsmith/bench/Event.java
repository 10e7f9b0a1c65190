package io.quizsmith.bench;

import com.sun.net.httpserver.HttpExchange;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What API Gateway and the function URL make of a request: payload 2.0. */
final class Event {

    private static final Map<String, Object> LEARNER =
            Map.of("username", "learner1", "sub", "sample-user", "token_use", "access");

    private static final Map<String, Object> OPERATOR =
            Map.of("username", "operator", "cognito:groups", "[operators]");

    private Event() {}

    static byte[] get(String path) {
        return of("GET", path, "", Map.of("host", "localhost"), "");
    }

    static byte[] getAsOperator(String path) {
        return of("GET", path, "", Map.of("host", "localhost"), "", OPERATOR);
    }

    /** With an idempotency key, unless it is empty. */
    static byte[] post(String path, String body, String key) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        if (!key.isEmpty()) {
            headers.put("idempotency-key", key);
        }
        return of("POST", path, "", headers, body);
    }

    /** A request that is being made over HTTP. */
    static byte[] of(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var uri = exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return of(exchange.getRequestMethod(), uri.getPath(), query, headers, body);
    }

    private static byte[] of(
            String method, String path, String query, Map<String, String> headers, String body) {
        return of(method, path, query, headers, body, LEARNER);
    }

    private static byte[] of(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            String body,
            Map<String, Object> claims) {
        var parameters = new HashMap<String, String>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            parameters.put(sides[0], sides.length == 2 ? sides[1] : "");
        }
        return Json.bytes(
                Map.of(
                        "version",
                        "2.0",
                        "rawPath",
                        path,
                        "rawQueryString",
                        query,
                        "headers",
                        headers,
                        "queryStringParameters",
                        parameters,
                        "requestContext",
                        Map.of(
                                "requestId",
                                "bench",
                                "authorizer",
                                Map.of("jwt", Map.of("claims", claims)),
                                "http",
                                Map.of("method", method, "path", path)),
                        "body",
                        body,
                        "isBase64Encoded",
                        false));
    }
}
