package io.quizsmith.query;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.input.Violation;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import jakarta.ws.rs.core.MultivaluedMap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query parameters of GET /api/ai/tasks/. An empty one counts as absent. */
record ListForm(
        Optional<UserRef> user,
        Optional<TaskStatus> status,
        Optional<String> declaredLevel,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo,
        int limit,
        Optional<String> after) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final Duration LAST_OF_SECOND = Duration.ofMillis(999);
    private static final Duration LAST_OF_DAY = Duration.ofDays(1).minusMillis(1);

    /** What reading the parameters comes to. */
    sealed interface Parsed {
        record WellFormed(ListForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(MultivaluedMap<String, String> parameters) {
        var violations = new ArrayList<Violation>();
        var form =
                new ListForm(
                        text(parameters, "user_id").flatMap(value -> user(value, violations)),
                        text(parameters, "status").flatMap(value -> status(value, violations)),
                        text(parameters, "declared_level"),
                        text(parameters, "created_from")
                                .flatMap(
                                        value ->
                                                time(
                                                        "created_from",
                                                        value,
                                                        Duration.ZERO,
                                                        Duration.ZERO,
                                                        violations)),
                        text(parameters, "created_to")
                                .flatMap(
                                        value ->
                                                time(
                                                        "created_to",
                                                        value,
                                                        LAST_OF_DAY,
                                                        LAST_OF_SECOND,
                                                        violations)),
                        text(parameters, "limit")
                                .map(value -> limit(value, violations))
                                .orElse(DEFAULT_LIMIT),
                        text(parameters, "cursor").flatMap(value -> cursor(value, violations)));
        return violations.isEmpty()
                ? new Parsed.WellFormed(form)
                : new Parsed.Malformed(violations);
    }

    TaskLists.Query query(Optional<UserId> id) {
        return new TaskLists.Query(id, status, declaredLevel, createdFrom, createdTo, limit, after);
    }

    private static Optional<String> text(MultivaluedMap<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
    }

    /** In a query all is text: digits are an id, anything else is a username. */
    private static Optional<UserRef> user(String value, List<Violation> violations) {
        if (value.matches("[1-9][0-9]{0,17}")) {
            return Optional.of(new UserRef.ById(new UserId(Long.parseLong(value))));
        }
        if (value.length() > UserRef.MAX_USERNAME) {
            violations.add(
                    new Violation(
                            "user_id", "must be at most " + UserRef.MAX_USERNAME + " characters"));
            return Optional.empty();
        }
        return Optional.of(new UserRef.ByUsername(value));
    }

    private static Optional<TaskStatus> status(String value, List<Violation> violations) {
        Optional<TaskStatus> status = TaskStatus.ofWire(value);
        if (status.isEmpty()) {
            var words = TaskStatus.words().stream().collect(Collectors.joining("', '", "['", "']"));
            violations.add(
                    new Violation(
                            "status",
                            "must be one of " + String.join(", ", TaskStatus.words()),
                            "Invalid status: " + value + ". Valid: " + words));
        }
        return status;
    }

    private static int limit(String value, List<Violation> violations) {
        if (!value.matches("[0-9]+")) {
            violations.add(new Violation("limit", "must be a whole number from 0 to 100"));
            return DEFAULT_LIMIT;
        }
        return value.length() > 9 ? MAX_LIMIT : Math.min(Integer.parseInt(value), MAX_LIMIT);
    }

    private static Optional<Instant> time(
            String field,
            String value,
            Duration toEndOfDay,
            Duration toEndOfSecond,
            List<Violation> violations) {
        try {
            if (value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                var midnight = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
                return Optional.of(midnight.plus(toEndOfDay));
            }
            // In a query an unescaped + is a space. RFC 3339 knows years of four digits.
            String time = value.replace(' ', '+');
            if (!time.matches("[0-9]{4}-.*")) {
                throw new DateTimeParseException("not RFC 3339", time, 0);
            }
            var instant = OffsetDateTime.parse(time).toInstant();
            return Optional.of(time.contains(".") ? instant : instant.plus(toEndOfSecond));
        } catch (DateTimeParseException noTime) {
            violations.add(
                    new Violation(field, "must be a date or time such as 2026-01-23T10:30:00Z"));
            return Optional.empty();
        }
    }

    private static Optional<String> cursor(String value, List<Violation> violations) {
        Optional<String> key = Cursor.parse(value);
        if (key.isEmpty()) {
            violations.add(new Violation("cursor", "must be the next_cursor of an earlier page"));
        }
        return key;
    }
}
