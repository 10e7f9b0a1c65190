package io.quizsmith.query;

import io.quizsmith.input.Violation;
import io.quizsmith.question.Question;
import io.quizsmith.user.UserId;

import jakarta.ws.rs.core.MultivaluedMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The query parameters of GET /api/ai/questions/. An empty one counts as absent. */
record BankForm(
        Optional<UserId> user,
        String type,
        String difficulty,
        String category,
        String text,
        Optional<Boolean> flagged,
        int limit,
        Optional<BankCursor> from) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    /** What reading the parameters comes to. */
    sealed interface Parsed {
        record WellFormed(BankForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(MultivaluedMap<String, String> parameters) {
        var violations = new ArrayList<Violation>();
        var form =
                new BankForm(
                        user(text(parameters, "user_id"), violations),
                        text(parameters, "type"),
                        text(parameters, "difficulty"),
                        text(parameters, "category"),
                        text(parameters, "q").toLowerCase(Locale.ROOT),
                        flagged(text(parameters, "flagged"), violations),
                        limit(text(parameters, "limit"), violations),
                        cursor(text(parameters, "cursor"), violations));
        return violations.isEmpty()
                ? new Parsed.WellFormed(form)
                : new Parsed.Malformed(violations);
    }

    boolean fits(Bank.Entry entry) {
        var question = entry.question();
        return isOrAny(type, question.type())
                && isOrAny(difficulty, question.difficulty())
                && isOrAny(category, question.category())
                && flagged.map(wanted -> wanted == entry.mark().isFlagged()).orElse(true)
                && (text.isEmpty() || says(question));
    }

    private static boolean isOrAny(String wanted, String word) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(word.strip());
    }

    private boolean says(Question question) {
        return Stream.concat(
                        question.options().stream(),
                        Stream.of(question.stem(), question.directive(), question.explanation()))
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text));
    }

    private static String text(MultivaluedMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private static Optional<UserId> user(String value, List<Violation> violations) {
        if (!value.isEmpty() && !value.matches("[1-9][0-9]{0,17}")) {
            violations.add(new Violation("user_id", "must be a positive integer id"));
            return Optional.empty();
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(new UserId(Long.parseLong(value)));
    }

    private static Optional<Boolean> flagged(String value, List<Violation> violations) {
        return switch (value) {
            case "" -> Optional.empty();
            case "true", "false" -> Optional.of(Boolean.parseBoolean(value));
            default -> {
                violations.add(new Violation("flagged", "must be true or false"));
                yield Optional.empty();
            }
        };
    }

    private static int limit(String value, List<Violation> violations) {
        if (value.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        if (!value.matches("[0-9]+")) {
            violations.add(new Violation("limit", "must be a whole number from 0 to 100"));
            return DEFAULT_LIMIT;
        }
        return value.length() > 9 ? MAX_LIMIT : Math.min(Integer.parseInt(value), MAX_LIMIT);
    }

    private static Optional<BankCursor> cursor(String value, List<Violation> violations) {
        Optional<BankCursor> cursor = BankCursor.parse(value);
        if (!value.isEmpty() && cursor.isEmpty()) {
            violations.add(new Violation("cursor", "must be the next_cursor of an earlier page"));
        }
        return cursor;
    }
}
