package io.quizsmith.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a pending task will probably have been completed, in whole seconds.
 *
 * @param saidAt when that is said
 * @param p50At half of the tasks like it are completed by then
 * @param p90At nine of ten are
 * @param samples how many completed tasks say so
 * @param sizes which they are; empty where they are of any size
 */
public record Eta(
        Instant saidAt, Instant p50At, Instant p90At, long samples, Optional<SizeBand> sizes) {

    public Eta {
        if (p50At.isBefore(saidAt) || p90At.isBefore(p50At)) {
            throw new IllegalArgumentException(saidAt + ", " + p50At + " and " + p90At);
        }
    }

    static Eta in(long p50Millis, long p90Millis, Instant now, Basis basis) {
        return new Eta(
                now,
                second(now.plusMillis(p50Millis)),
                second(now.plusMillis(p90Millis)),
                basis.times().total(),
                basis.sizes());
    }

    /** What an estimate rests on. */
    record Basis(Times times, Optional<SizeBand> sizes) {}

    /** Not before the instant: an estimate lies in the future. */
    private static Instant second(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return second.isBefore(instant) ? second.plusSeconds(1) : second;
    }

    /** Half of the tasks like it take no longer than that from now on. */
    public Duration left() {
        return Duration.between(saidAt, p50At);
    }
}
