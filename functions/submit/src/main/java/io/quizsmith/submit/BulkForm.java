package io.quizsmith.submit;

import io.quizsmith.bulk.BulkAction;
import io.quizsmith.http.TaskFilter;
import io.quizsmith.input.Fields;
import io.quizsmith.input.Violation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What POST /api/ai/bulk/ asks for: an action, and the filter of a list. */
record BulkForm(BulkAction action, TaskFilter filter, Map<String, ?> sent) {

    private static final int MAX_LENGTH = 150;

    /** What reading the body comes to. */
    sealed interface Parsed {
        record WellFormed(BulkForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(Map<String, ?> json) {
        var violations = new ArrayList<Violation>();
        var action =
                Optional.of(json)
                        .map(fields -> fields.get("action"))
                        .filter(String.class::isInstance)
                        .flatMap(word -> BulkAction.ofWire(word.toString()));
        if (action.isEmpty()) {
            violations.add(
                    new Violation(
                            "action", "must be one of " + String.join(", ", BulkAction.words())));
        }
        Map<String, ?> sent = filter(json, violations);
        var filter = TaskFilter.read(name -> text(sent, name, violations), violations);
        return violations.isEmpty()
                ? new Parsed.WellFormed(new BulkForm(action.orElseThrow(), filter, sent))
                : new Parsed.Malformed(violations);
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, ?> filter(Map<String, ?> json, List<Violation> violations) {
        return switch (json.get("filter")) {
            case null -> Map.of();
            case Map<?, ?> filter -> (Map<String, ?>) filter;
            default -> {
                violations.add(new Violation("filter", "must be an object"));
                yield Map.of();
            }
        };
    }

    /** As in a query: a number stands for its digits. */
    private static Optional<String> text(
            Map<String, ?> filter, String name, List<Violation> violations) {
        return switch (filter.get(name)) {
            case null -> Optional.empty();
            case String text when text.length() <= MAX_LENGTH && Fields.isUnicode(text) ->
                    Optional.of(text).filter(sent -> !sent.isEmpty());
            case Integer number -> Optional.of(number.toString());
            case Long number -> Optional.of(number.toString());
            default -> {
                violations.add(
                        new Violation(
                                name, "must be a text of at most " + MAX_LENGTH + " characters"));
                yield Optional.empty();
            }
        };
    }
}
