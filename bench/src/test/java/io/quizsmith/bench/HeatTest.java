package io.quizsmith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** docs/scale.md stands on these. */
class HeatTest {

    private static final int MOST = 1000;

    @Test
    void atTenThousandSubmitsASecondThirtyTwoShardsKeepEveryKeyCoolEnough() {
        var hottest = Heat.hottest(10_000);

        assertThat(hottest.get("by-status, 32 shards, mixed hash")).isLessThan(MOST);
        assertThat(hottest.get("by-user, the busiest user")).isLessThan(MOST);
        assertThat(hottest.get("the table's tasks, by partition")).isLessThan(MOST);
        assertThat(hottest.get("ENDED#<minute> in 16 parts")).isLessThan(MOST);
    }

    @Test
    void withoutShardsOneKeyTakesTwoWritesOfEveryTask() {
        assertThat(Heat.hottest(1000)).containsEntry("by-status, without shards", 2000);
    }

    @Test
    void fourShardsCarryAThousandSubmitsASecondAndNotTenThousand() {
        String asItIs = "by-status, 4 shards, as it is";

        assertThat(Heat.hottest(1000).get(asItIs)).isLessThan(MOST);
        assertThat(Heat.hottest(10_000).get(asItIs)).isGreaterThan(MOST);
    }
}
