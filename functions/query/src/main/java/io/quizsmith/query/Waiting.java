package io.quizsmith.query;

import com.amazonaws.services.lambda.runtime.Context;

import io.quizsmith.function.Environment;
import io.quizsmith.rollup.Eta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that would rather wait for news of a task than ask again. A wait holds the function and
 * makes a few reads, however long it is.
 */
final class Waiting {

    /** After the first. */
    private static final int MOST_READS = 5;

    /** What is left to read and answer when a wait is over, in milliseconds. */
    private static final int TIME_TO_ANSWER = 2_000;

    /** The clock may run faster than the machine's: it is looked at so often. */
    private static final Duration NAP = Duration.ofMillis(50);

    private final InstantSource clock;
    private final Duration longest;

    Waiting(Environment environment) {
        this.clock = environment.clock();
        this.longest = environment.longestWait();
    }

    /** How long a client that prefers that is kept waiting; 0 where it is answered at once. */
    int seconds(String prefer, Context context) {
        int wanted = longest.isZero() ? 0 : Preferences.wait(prefer);
        if (wanted == 0) {
            return 0;
        }
        int left = (context.getRemainingTimeInMillis() - TIME_TO_ANSWER) / 1000;
        return Math.clamp(Math.min(left, longest.toSeconds()), 0, wanted);
    }

    Wait begin(int seconds) {
        return new Wait(clock.instant().plusSeconds(seconds));
    }

    /** One of them. */
    final class Wait {

        private final Instant end;
        private int readsLeft = MOST_READS;

        private Wait(Instant end) {
            this.end = end;
        }

        /** Whether there is time, and a read, left. */
        boolean isWorthwhile() {
            return readsLeft > 0
                    && clock.instant().isBefore(end)
                    && !Thread.currentThread().isInterrupted();
        }

        /** Until it is time for the next read. */
        void pause(Optional<Eta> eta) {
            Instant now = clock.instant();
            Instant until = now.plus(pause(Duration.between(now, end), eta));
            long naps = Duration.between(now, until).dividedBy(NAP) + 1;
            while (naps-- > 0 && clock.instant().isBefore(until)) {
                LockSupport.parkNanos(NAP.toNanos());
            }
            readsLeft--;
        }

        /**
         * Reads are spread over the wait; where the task will probably be completed within it, the
         * next one is then. None comes much sooner than that, so that some are left for the end.
         */
        private Duration pause(Duration left, Optional<Eta> eta) {
            if (readsLeft == 1) {
                return left;
            }
            Duration even = left.dividedBy(readsLeft);
            Duration expected = eta.map(Eta::left).orElse(even);
            if (expected.compareTo(left) >= 0) {
                return even;
            }
            Duration least = even.dividedBy(2);
            return expected.compareTo(least) < 0 ? least : expected;
        }
    }
}
