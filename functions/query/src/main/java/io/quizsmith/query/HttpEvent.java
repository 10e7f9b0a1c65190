package io.quizsmith.query;

import io.quizsmith.json.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What this function looks at of an HTTP API's event (payload format 2.0). What is missing is
 * {@code ""}; header names are lower case.
 *
 * @param path as it was sent
 * @param query as it was sent
 */
record HttpEvent(
        String requestId,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        boolean isBase64) {

    static HttpEvent read(byte[] json) {
        Map<?, ?> event = Json.object(json).orElse(Map.of());
        Map<?, ?> context = map(event, "requestContext");
        return new HttpEvent(
                text(context, "requestId"),
                text(map(context, "http"), "method"),
                text(event, "rawPath"),
                text(event, "rawQueryString"),
                headers(map(event, "headers")),
                text(event, "body"),
                Boolean.TRUE.equals(event.get("isBase64Encoded")));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    private static Map<String, String> headers(Map<?, ?> sent) {
        var headers = new HashMap<String, String>();
        sent.forEach(
                (name, value) -> headers.put(name.toString().toLowerCase(Locale.ROOT), "" + value));
        return headers;
    }

    private static Map<?, ?> map(Map<?, ?> outer, String name) {
        return outer.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }
}
