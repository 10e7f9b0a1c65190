package io.quizsmith.dispatch;

import io.quizsmith.sqs.QueueMessage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the worker is called again. */
final class BackOff {

    private static final Duration BUSY = Duration.ofSeconds(15);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(5);

    private BackOff() {}

    /** A busy worker is asked again when it says, or in a while. */
    static Duration busy(Optional<Duration> retryAfter) {
        return atLeast(retryAfter.orElse(BUSY), Duration.ofSeconds(1));
    }

    /** Exponential with full jitter, and never sooner than the worker asked for. */
    static Duration faulty(QueueMessage message, Optional<Duration> retryAfter) {
        long ceiling = FIRST.toMillis() << Math.min(message.receives(), 12);
        long pause = ThreadLocalRandom.current().nextLong(Math.min(ceiling, MOST.toMillis()));
        return atLeast(Duration.ofMillis(pause), retryAfter.orElse(Duration.ofSeconds(1)));
    }

    private static Duration atLeast(Duration pause, Duration least) {
        return pause.compareTo(least) < 0 ? least : pause;
    }
}
