package io.quizsmith.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that runs faster than the real one, from a moment on: deadlines and back-offs that take
 * minutes are over in seconds.
 *
 * @param since when it showed the real time
 * @param speed how many of its seconds a real second has
 */
record FastClock(Instant since, int speed) implements InstantSource {

    @Override
    public Instant instant() {
        return since.plus(Duration.between(since, Instant.now()).multipliedBy(speed));
    }

    /** How far it is before the real time. */
    Duration ahead() {
        return Duration.between(since, Instant.now()).multipliedBy(speed - 1L);
    }

    /** What takes so long by this clock takes less by the real one. */
    Duration real(Duration time) {
        return time.dividedBy(speed);
    }
}
