package io.quizsmith.query;

import io.quizsmith.export.ExportFormat;
import io.quizsmith.input.Violation;

import jakarta.ws.rs.core.MultivaluedMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In which format questions are asked for: JSON, unless the query or the header Accept says so. */
final class QuestionsForm {

    private static final String JSON = "json";

    private QuestionsForm() {}

    /** What reading it comes to. */
    sealed interface Parsed {
        record AsJson() implements Parsed {}

        record Exported(ExportFormat format) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(MultivaluedMap<String, String> parameters, String accept) {
        String word = text(parameters, "format");
        String key = text(parameters, "key");
        var violations = new ArrayList<Violation>();
        boolean isKnown =
                word.isEmpty() || word.equals(JSON) || ExportFormat.words().contains(word);
        if (!isKnown) {
            violations.add(
                    new Violation(
                            "format",
                            "must be one of json, " + String.join(", ", ExportFormat.words())));
        }
        if (!key.isEmpty() && !key.equals("true") && !key.equals("false")) {
            violations.add(new Violation("key", "must be true or false"));
        }
        if (!violations.isEmpty()) {
            return new Parsed.Malformed(violations);
        }
        return parse(word, !key.equals("false"), accept);
    }

    private static Parsed parse(String word, boolean withKey, String accept) {
        Optional<String> wanted =
                word.isEmpty()
                        ? ExportFormat.accepted(accept).map(ExportFormat::word)
                        : Optional.of(word).filter(known -> !known.equals(JSON));
        if (wanted.isEmpty() && withKey) {
            return new Parsed.AsJson();
        }
        return wanted.flatMap(known -> ExportFormat.of(known, withKey))
                .<Parsed>map(Parsed.Exported::new)
                .orElseGet(
                        () ->
                                new Parsed.Malformed(
                                        List.of(
                                                new Violation(
                                                        "key",
                                                        "can be false with format markdown or html"
                                                                + " only"))));
    }

    private static String text(MultivaluedMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value;
    }
}
