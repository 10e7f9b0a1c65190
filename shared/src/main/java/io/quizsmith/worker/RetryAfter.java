package io.quizsmith.worker;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header of that name: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(value -> parse(value, answer));
    }

    private static Optional<Duration> parse(String value, HttpResponse<?> answer) {
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(date -> bounded(Duration.between(instant(date), instant(value))));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Relative to the worker's own clock: ours need not agree with it. */
    private static Instant instant(String httpDate) {
        return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
