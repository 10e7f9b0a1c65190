package io.quizsmith.backends;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The queues' clock: the real time, and what tests have turned it ahead by. */
public final class QueueClock {

    private static volatile long ahead;

    private QueueClock() {}

    static void setAhead(long millis) {
        ahead = millis;
    }

    /** In place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + ahead;
    }

    /** In place of {@link OffsetDateTime#now()}. */
    public static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneId.systemDefault()).plus(Duration.ofMillis(ahead));
    }
}
