package io.quizsmith.http;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, as an HTTP API or a function URL hands it over (payload format 2.0). What is
 * missing is {@code ""}.
 *
 * @param id names the request in answers and logs
 * @param path as it was sent
 * @param query as it was sent
 * @param headers by name in lower case
 * @param body decoded where it came base64-encoded
 * @param claims what the authorizer found in the token; empty where no authorizer stood before us
 */
public record Request(
        String id,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        Optional<Claims> claims) {

    public static Request read(InputStream event) throws IOException {
        return of(Json.object(event.readAllBytes()).orElse(Map.of()));
    }

    private static Request of(Map<String, Object> event) {
        Map<?, ?> context = map(event, "requestContext");
        return new Request(
                text(context, "requestId"),
                text(map(context, "http"), "method"),
                text(event, "rawPath"),
                text(event, "rawQueryString"),
                headers(map(event, "headers")),
                body(text(event, "body"), Boolean.TRUE.equals(event.get("isBase64Encoded"))),
                claims(map(map(context, "authorizer"), "jwt")));
    }

    /** The header's value, {@code ""} where it is absent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Whether the body is declared as something other than JSON. */
    public boolean declaresAnotherType() {
        String type = header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean json =
                type.isEmpty()
                        || type.equals("application/json")
                        || type.equals("text/json")
                        || (type.startsWith("application/") && type.endsWith("+json"));
        return !json;
    }

    private static byte[] body(String text, boolean base64) {
        if (!base64) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static Map<String, String> headers(Map<?, ?> sent) {
        var headers = new HashMap<String, String>();
        sent.forEach(
                (name, value) ->
                        headers.put(
                                name.toString().toLowerCase(Locale.ROOT), String.valueOf(value)));
        return headers;
    }

    private static Optional<Claims> claims(Map<?, ?> jwt) {
        return jwt.get("claims") instanceof Map<?, ?>
                ? Optional.of(Claims.read(jwt))
                : Optional.empty();
    }

    private static Map<?, ?> map(Map<?, ?> outer, String name) {
        return outer.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }
}
