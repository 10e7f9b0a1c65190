package io.quizsmith.input;

import java.util.List;
import java.util.Map;

/** Why somebody does something to a task: a line of plain text for its history. */
public final class Reason {

    public static final int MAX_LENGTH = 500;

    private static final String FIELD = "reason";

    private Reason() {}

    /** What reading a reason comes to. */
    public sealed interface Parsed {
        /** The reason; {@code ""} where none is given. */
        record Given(String text) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    public static Parsed read(Map<String, ?> json) {
        var fields = new Fields(json);
        String text = fields.text(FIELD, MAX_LENGTH);
        return fields.violations().isEmpty()
                ? new Parsed.Given(PlainText.line(text).strip())
                : new Parsed.Malformed(fields.violations());
    }

    /** As {@link #read}, where there must be one. */
    public static Parsed require(Map<String, ?> json) {
        return read(json) instanceof Parsed.Given(var text) && text.isEmpty()
                ? new Parsed.Malformed(List.of(new Violation(FIELD, "is required")))
                : read(json);
    }
}
