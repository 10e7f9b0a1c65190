package io.quizsmith.local.contract;

import io.quizsmith.json.Json;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer over HTTP. */
record Reply(int status, HttpHeaders headers, byte[] body) {

    Map<String, Object> json() {
        return Json.object(body).orElseThrow(() -> new AssertionError("no JSON object: " + this));
    }

    String text(String field) {
        return String.valueOf(json().get(field));
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The fields that a problem names. */
    List<String> wrongFields() {
        return ((List<?>) json().get("errors"))
                .stream().map(error -> String.valueOf(((Map<?, ?>) error).get("field"))).toList();
    }

    List<?> list(String field) {
        return (List<?>) json().get(field);
    }

    @Override
    public String toString() {
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }
}
