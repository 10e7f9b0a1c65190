package io.quizsmith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** docs/scale.md stands on these. */
class HeatTest {

    private static final int MOST = 1000;

    @Test
    void atTenThousandSubmitsASecondThirtyTwoShardsKeepEveryKeyCoolEnough() {
        var hottest = Heat.hottest(10_000);

        assertThat(hottest).containsKeys("by-status, StatusShards 32", "endings, StatusShards 32");
        assertThat(hottest)
                .allSatisfy(
                        (kind, writes) -> {
                            if (!kind.endsWith("without shards") && !kind.endsWith(" 4")) {
                                assertThat(writes).as(kind).isLessThan(MOST);
                            }
                        });
    }

    @Test
    void withoutShardsOneKeyTakesTwoWritesOfEveryTaskAndOneOfEveryEnding() {
        assertThat(Heat.hottest(1000))
                .containsEntry("by-status, without shards", 2000)
                .containsEntry("endings, without shards", 1000);
    }

    @Test
    void asDeployedByDefaultAThousandSubmitsASecondAreCarriedAndNotTenThousand() {
        for (String kind : new String[] {"by-status, StatusShards 4", "endings, StatusShards 4"}) {
            assertThat(Heat.hottest(1000).get(kind)).as(kind).isLessThan(MOST);
            assertThat(Heat.hottest(10_000).get(kind)).as(kind).isGreaterThan(MOST);
        }
    }
}
