package io.quizsmith.http;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An answer over HTTP, with a JSON body. */
public record Answer(int status, Map<String, String> headers, Map<String, Object> body) {

    private static final String JSON = "application/json";

    /**
     * No answer is a page, or part of one: a browser is to make nothing of it, nor keep it. An
     * answer that says otherwise spells the header as it is spelt here.
     */
    private static final SortedMap<String, String> SECURITY =
            new TreeMap<>(
                    Map.of(
                            "Cache-Control", "no-store",
                            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                            "Referrer-Policy", "no-referrer",
                            "Strict-Transport-Security", "max-age=31536000",
                            "X-Content-Type-Options", "nosniff"));

    public Answer {
        headers = Map.copyOf(headers);
        body = Collections.unmodifiableMap(body);
    }

    public static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, Map.of("Content-Type", JSON), body);
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    /** The same answer without a header. */
    public Answer without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Answer(status, fewer, body);
    }

    /** Writes the answer as an HTTP API or a function URL takes it. */
    public void write(OutputStream output, Request request) throws IOException {
        write(output, request, status, headers, Json.write(body), false);
    }

    /**
     * As {@link #write(OutputStream, Request)}, for an answer that was made elsewhere.
     *
     * @param isBase64 whether {@code body} stands for bytes
     */
    public static void write(
            OutputStream output,
            Request request,
            int status,
            Map<String, String> headers,
            String body,
            boolean isBase64)
            throws IOException {
        var allHeaders = new TreeMap<>(SECURITY);
        allHeaders.putAll(headers);
        allHeaders.put("X-Request-Id", request.id());
        var answer = new LinkedHashMap<String, Object>();
        answer.put("statusCode", status);
        answer.put("headers", allHeaders);
        answer.put("body", request.method().equals("HEAD") ? "" : body);
        answer.put("isBase64Encoded", isBase64);
        output.write(Json.bytes(answer));
    }
}
