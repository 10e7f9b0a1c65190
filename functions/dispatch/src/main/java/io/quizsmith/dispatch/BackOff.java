package io.quizsmith.dispatch;

import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the worker is called again: never sooner than it asked for. */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration FAULTY = Duration.ofMinutes(5);
    private static final Duration DOWN = Duration.ofMinutes(1);
    private static final Duration BUSY = Duration.ofMinutes(1);

    /** While tasks that end make room for others, looking for more room is rarely worth a call. */
    private static final Duration DRIVEN = Duration.ofMinutes(5);

    private BackOff() {}

    /** A busy worker, asked by the line. */
    static Duration busy(Gate gate, Instant now, Optional<Duration> retryAfter) {
        boolean driven = gate.drivenAt().filter(at -> at.plus(DRIVEN).isAfter(now)).isPresent();
        return longer(doubled(gate.refusals(), driven ? DRIVEN : BUSY), retryAfter);
    }

    /** A worker that is down. Half of the pause is chance. */
    static Duration down(Gate gate, Optional<Duration> retryAfter) {
        long most = doubled(gate.refusals() + 2, DOWN).toMillis();
        long pause = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        return longer(Duration.ofMillis(pause), retryAfter);
    }

    /** One task that met a fault: exponential with full jitter. */
    static Duration faulty(int tries, Optional<Duration> retryAfter) {
        long most = doubled(tries + 1, FAULTY).toMillis();
        long pause = ThreadLocalRandom.current().nextLong(most + 1);
        return longer(Duration.ofMillis(Math.max(pause, 1000)), retryAfter);
    }

    private static Duration doubled(int times, Duration most) {
        var pause = FIRST.multipliedBy(1L << Math.min(times, 12));
        return pause.compareTo(most) > 0 ? most : pause;
    }

    /** Queues count in whole seconds. */
    private static Duration longer(Duration pause, Optional<Duration> retryAfter) {
        var asked = retryAfter.orElse(Duration.ZERO);
        var longer = pause.compareTo(asked) < 0 ? asked : pause;
        return Duration.ofSeconds(Math.max(1, longer.plusMillis(999).toSeconds()));
    }
}
