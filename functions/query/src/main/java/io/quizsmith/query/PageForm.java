package io.quizsmith.query;

import io.quizsmith.input.Violation;

import jakarta.ws.rs.core.MultivaluedMap;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The query parameters of every list: how many, and from where. An empty one counts as absent. */
final class PageForm {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    private PageForm() {}

    static Optional<String> text(MultivaluedMap<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
    }

    static int limit(MultivaluedMap<String, String> parameters, List<Violation> violations) {
        return text(parameters, "limit")
                .map(value -> limit(value, violations))
                .orElse(DEFAULT_LIMIT);
    }

    private static int limit(String value, List<Violation> violations) {
        if (!value.matches("[0-9]+")) {
            violations.add(new Violation("limit", "must be a whole number from 0 to 100"));
            return DEFAULT_LIMIT;
        }
        return value.length() > 9 ? MAX_LIMIT : Math.min(Integer.parseInt(value), MAX_LIMIT);
    }

    /**
     * Where the page begins.
     *
     * @param parse empty where a text is no cursor of the list
     */
    static Optional<String> cursor(
            MultivaluedMap<String, String> parameters,
            Function<String, Optional<String>> parse,
            List<Violation> violations) {
        Optional<String> sent = text(parameters, "cursor");
        Optional<String> key = sent.flatMap(parse);
        if (sent.isPresent() && key.isEmpty()) {
            violations.add(new Violation("cursor", "must be the next_cursor of an earlier page"));
        }
        return key;
    }
}
