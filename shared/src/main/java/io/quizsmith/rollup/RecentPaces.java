package io.quizsmith.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The paces of late, in two heaps: what has ended since {@code since}, and the heap before that
 * one. What is older is forgotten a heap at a time, so that no time of day need be kept with it.
 */
public record RecentPaces(Instant since, Paces latest, Paces before) {

    public static final RecentPaces NONE = new RecentPaces(Instant.EPOCH, Paces.NONE, Paces.NONE);

    /** A heap of so many is large enough, once it is so old. */
    private static final int ENOUGH = 100;

    private static final Duration HEAP = Duration.ofMinutes(30);

    /** A heap is closed then, whatever it holds: a worker's pace of yesterday says little. */
    private static final Duration OLDEST_HEAP = Duration.ofHours(3);

    /** What ended in a minute comes on top. */
    public RecentPaces plus(Instant minute, Paces ended) {
        Instant end = minute.plus(1, ChronoUnit.MINUTES);
        Paces heap = latest.plus(ended);
        return isFull(heap, Duration.between(since, end))
                ? new RecentPaces(end, Paces.NONE, heap)
                : new RecentPaces(since, heap, before);
    }

    private static boolean isFull(Paces heap, Duration age) {
        return age.compareTo(OLDEST_HEAP) >= 0
                || (age.compareTo(HEAP) >= 0 && heap.ranAny().count() >= ENOUGH);
    }

    public Paces all() {
        return latest.plus(before);
    }
}
