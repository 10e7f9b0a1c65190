package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.util.Map;

/** What the worker answers to a request. */
sealed interface Reply {

    record Said(int status, Map<String, String> headers, byte[] body) implements Reply {}

    /** The connection is closed without an answer. */
    record Nothing() implements Reply {}

    static Reply json(int status, JsonNode body) {
        return json(status, Map.of(), body);
    }

    static Reply json(int status, Map<String, String> headers, JsonNode body) {
        return new Said(status, headers, Json.bytes(body));
    }

    static Reply error(int status, String why) {
        return json(status, Json.object().put("error", why));
    }

    /** 429: come back in a second. */
    static Reply busy() {
        return json(429, Map.of("Retry-After", "1"), Json.object().put("error", "busy"));
    }

    default void send(HttpExchange exchange) throws IOException {
        switch (this) {
            case Nothing() -> exchange.close();
            case Said(int status, Map<String, String> headers, byte[] body) -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            }
        }
    }
}
