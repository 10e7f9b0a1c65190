package io.quizsmith.sampleworker;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a request's extra_instructions ask of the sample worker itself: {@code fault:<name>} and
 * {@code delay:<ms>}. All else in them is left alone, an unknown fault too: it is free text.
 */
record Instructions(Optional<Fault> fault, Optional<Duration> delay) {

    private static final Pattern FAULT =
            Pattern.compile("\\bfault\\s*:\\s*([a-z_-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DELAY =
            Pattern.compile("\\bdelay\\s*:\\s*([0-9]{1,9})\\b", Pattern.CASE_INSENSITIVE);

    static Instructions in(String text) {
        return new Instructions(
                first(FAULT, text).flatMap(Fault::named),
                first(DELAY, text).map(Long::parseLong).map(Duration::ofMillis));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst();
    }
}
