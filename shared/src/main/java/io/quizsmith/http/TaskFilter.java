package io.quizsmith.http;

import io.quizsmith.input.Violation;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which tasks are asked for, in a list or for an action on many. An empty field is absent. */
public record TaskFilter(
        Optional<UserRef> user,
        Optional<TaskStatus> status,
        Optional<String> declaredLevel,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {

    private static final Duration LAST_OF_SECOND = Duration.ofMillis(999);
    private static final Duration LAST_OF_DAY = Duration.ofDays(1).minusMillis(1);

    /**
     * Reads the filter from texts by name, and adds what is wrong with them.
     *
     * @param texts empty where a field is absent
     */
    public static TaskFilter read(
            Function<String, Optional<String>> texts, List<Violation> violations) {
        return new TaskFilter(
                texts.apply("user_id").flatMap(value -> user(value, violations)),
                texts.apply("status").flatMap(value -> status(value, violations)),
                texts.apply("declared_level"),
                texts.apply("created_from")
                        .flatMap(
                                value ->
                                        time(
                                                "created_from",
                                                value,
                                                Duration.ZERO,
                                                Duration.ZERO,
                                                violations)),
                texts.apply("created_to")
                        .flatMap(
                                value ->
                                        time(
                                                "created_to",
                                                value,
                                                LAST_OF_DAY,
                                                LAST_OF_SECOND,
                                                violations)));
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
}
