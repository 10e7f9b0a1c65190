package io.quizsmith.rollup;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many times were how long, in buckets each 10 % wider than the one before. Histograms can be
 * added up, and a percentile is within 5 % of the true one.
 *
 * @param counts by number of bucket: 0 for no time at all, 1 from a millisecond on
 */
public record Histogram(SortedMap<Integer, Long> counts) {

    public static final Histogram NONE = new Histogram(new TreeMap<>());

    private static final double WIDER = Math.log(1.1);

    public Histogram {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    public static Histogram of(Collection<Duration> times) {
        var counts = new TreeMap<Integer, Long>();
        times.forEach(time -> counts.merge(bucket(time.toMillis()), 1L, Long::sum));
        return new Histogram(counts);
    }

    private static int bucket(long millis) {
        return millis <= 0 ? 0 : 1 + (int) Math.floor(Math.log((double) millis) / WIDER);
    }

    /** The middle of the bucket, in milliseconds: off by the same factor at either end. */
    static double middle(int bucket) {
        return bucket == 0 ? 0 : Math.exp((bucket - 0.5) * WIDER);
    }

    public Histogram plus(Histogram other) {
        var sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Histogram(sum);
    }

    /** How many times it holds. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The time, in milliseconds, that so many of a hundred do not exceed; empty where there are
     * none.
     */
    public OptionalDouble percentile(int percent) {
        long rank = Math.max(1, Math.ceilDiv(count() * percent, 100L));
        long passed = 0;
        for (Map.Entry<Integer, Long> each : counts.entrySet()) {
            passed += each.getValue();
            if (passed >= rank) {
                return OptionalDouble.of(middle(each.getKey()));
            }
        }
        return OptionalDouble.empty();
    }
}
