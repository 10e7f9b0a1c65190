package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.Histogram;
import io.quizsmith.rollup.Rollup;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class RollupItemTest {

    private static final Instant HOUR = Instant.parse("2026-01-23T10:00:00Z");

    @Property(tries = 300)
    void aRollupIsReadAsItWasWritten(
            @ForAll("buckets") Map<Integer, Long> waited,
            @ForAll("buckets") Map<Integer, Long> ran) {
        var rollup =
                new Rollup(
                        1,
                        2,
                        3,
                        4,
                        new TreeMap<>(Map.of("timeout", 2L)),
                        new Histogram(new TreeMap<>(waited)),
                        new Histogram(new TreeMap<>(ran)),
                        Optional.of(new Gauges(5, 6, 7, 8)));

        var item = RollupItem.of(RollupTable.Span.HOUR, HOUR, rollup);

        assertThat(RollupItem.toRollup(item)).isEqualTo(rollup);
        assertThat(RollupItem.begin(item)).isEqualTo(HOUR);
    }

    @Provide
    Arbitrary<Map<Integer, Long>> buckets() {
        return Arbitraries.maps(
                Arbitraries.integers().between(0, 250),
                Arbitraries.longs().between(1, 10_000_000_000L));
    }

    @Test
    void nothingIsReadAsNothing() {
        assertThat(RollupItem.toRollup(RollupItem.of(RollupTable.Span.MINUTE, HOUR, Rollup.NONE)))
                .isEqualTo(Rollup.NONE);
    }
}
