package io.quizsmith.local;

import io.quizsmith.json.Json;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A request as an event of payload format 2.0. */
final class HttpEvent {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private HttpEvent() {}

    static byte[] of(
            Request request,
            byte[] body,
            String routeKey,
            Map<String, String> pathParameters,
            Optional<Map<String, Object>> jwt,
            Instant now) {
        var headers = headers(request);
        var http = new LinkedHashMap<String, Object>();
        http.put("method", request.getMethod());
        http.put("path", request.getHttpURI().getPath());
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", "127.0.0.1");
        http.put("userAgent", headers.getOrDefault("user-agent", ""));

        var context = new LinkedHashMap<String, Object>();
        context.put("accountId", "000000000000");
        context.put("apiId", "local");
        jwt.ifPresent(found -> context.put("authorizer", Map.of("jwt", found)));
        context.put("domainName", "localhost");
        context.put("domainPrefix", "local");
        context.put("http", http);
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", routeKey);
        context.put("stage", "$default");
        context.put("time", TIME.format(now.atOffset(ZoneOffset.UTC)));
        context.put("timeEpoch", now.toEpochMilli());

        String query = request.getHttpURI().getQuery();
        var event = new LinkedHashMap<String, Object>();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        event.put("rawPath", request.getHttpURI().getPath());
        event.put("rawQueryString", query == null ? "" : query);
        event.put("headers", headers);
        if (query != null && !query.isEmpty()) {
            event.put("queryStringParameters", parameters(query));
        }
        if (!pathParameters.isEmpty()) {
            event.put("pathParameters", pathParameters);
        }
        event.put("requestContext", context);
        putBody(event, body, headers.getOrDefault("content-type", ""));
        return Json.bytes(event);
    }

    /** Names in lower case; the values of a repeated header joined by commas. */
    private static Map<String, String> headers(Request request) {
        var headers = new LinkedHashMap<String, String>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(
                    field.getName().toLowerCase(Locale.ROOT),
                    field.getValue() == null ? "" : field.getValue(),
                    (one, other) -> one + "," + other);
        }
        return headers;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                parameters.merge(
                        decoded(sides[0]),
                        sides.length == 2 ? decoded(sides[1]) : "",
                        (one, other) -> one + "," + other);
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return text;
        }
    }

    /** Only declared text goes as it is; all else, a missing content type too, in base64. */
    private static void putBody(Map<String, Object> event, byte[] body, String contentType) {
        boolean text = isText(contentType);
        if (body.length > 0) {
            try {
                event.put(
                        "body",
                        text
                                ? StandardCharsets.UTF_8
                                        .newDecoder()
                                        .decode(ByteBuffer.wrap(body))
                                        .toString()
                                : Base64.getEncoder().encodeToString(body));
            } catch (CharacterCodingException notUtf8) {
                event.put("body", Base64.getEncoder().encodeToString(body));
                text = false;
            }
        }
        event.put("isBase64Encoded", body.length > 0 && !text);
    }

    private static boolean isText(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }
}
