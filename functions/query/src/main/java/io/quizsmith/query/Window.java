package io.quizsmith.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A time to look back on, cut into steps; the last step is the one that it is now. */
enum Window {
    HOUR(60, Duration.ofMinutes(1)),
    DAY(24, Duration.ofHours(1)),
    WEEK(28, Duration.ofHours(6));

    private final int steps;
    private final Duration step;

    Window(int steps, Duration step) {
        this.steps = steps;
        this.step = step;
    }

    int steps() {
        return steps;
    }

    Duration step() {
        return step;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the first step begins. */
    Instant from(Instant now) {
        return begin(now).minus(step.multipliedBy(steps - 1L));
    }

    /** When the step begins that the time lies in. */
    Instant begin(Instant at) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(at.getEpochSecond() - at.getEpochSecond() % seconds);
    }

    static Optional<Window> ofWire(String word) {
        return Arrays.stream(values()).filter(window -> window.wire().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Window::wire).collect(Collectors.joining(", "));
    }
}
