package io.quizsmith.rollup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long attempts took that have ended: waiting, whatever their size, as all stand in one queue;
 * and running, by size, of those that were completed.
 */
public record Paces(Histogram waited, Map<SizeBand, Histogram> ran) {

    public static final Paces NONE = new Paces(Histogram.NONE, Map.of());

    public Paces {
        var copy = new EnumMap<SizeBand, Histogram>(SizeBand.class);
        copy.putAll(ran);
        ran = Collections.unmodifiableMap(copy);
    }

    /** Those of the endings. One whose size is not known tells how long it waited. */
    public static Paces of(Collection<Ending> endings) {
        var ran = new EnumMap<SizeBand, List<Duration>>(SizeBand.class);
        endings.stream()
                .filter(ending -> ending.asked() > 0)
                .forEach(
                        ending ->
                                ending.ran()
                                        .ifPresent(
                                                time ->
                                                        ran.computeIfAbsent(
                                                                        SizeBand.of(ending.asked()),
                                                                        band -> new ArrayList<>())
                                                                .add(time)));
        var histograms = new EnumMap<SizeBand, Histogram>(SizeBand.class);
        ran.forEach((band, times) -> histograms.put(band, Histogram.of(times)));
        var waited = endings.stream().flatMap(ending -> ending.waited().stream()).toList();
        return new Paces(Histogram.of(waited), histograms);
    }

    public Paces plus(Paces other) {
        var sum = new EnumMap<SizeBand, Histogram>(SizeBand.class);
        sum.putAll(ran);
        other.ran.forEach((band, times) -> sum.merge(band, times, Histogram::plus));
        return new Paces(waited.plus(other.waited), sum);
    }

    /** How long all of them ran, whatever their size. */
    Histogram ranAny() {
        return ran.values().stream().reduce(Histogram.NONE, Histogram::plus);
    }
}
