package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the sample worker was sent.
 *
 * @param body the missing node where it was empty or not JSON
 */
public record Received(
        String method, String path, Map<String, List<String>> headers, JsonNode body) {

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }
}
