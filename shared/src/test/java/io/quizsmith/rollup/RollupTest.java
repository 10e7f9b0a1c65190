package io.quizsmith.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

class RollupTest {

    private static final Instant BEGIN = Instant.parse("2026-01-23T10:30:00Z");

    @Property(tries = 300)
    void aPercentileIsWithinFivePercentOfTheTrueOne(@ForAll("someTimes") List<Long> millis) {
        var histogram = Histogram.of(millis.stream().map(Duration::ofMillis).toList());
        var sorted = millis.stream().sorted().toList();

        assertThat(histogram.count()).isEqualTo(millis.size());
        for (int percent : List.of(1, 50, 90, 99, 100)) {
            double exact = sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
            assertThat(histogram.percentile(percent).orElseThrow())
                    .as(percent + " % of " + sorted)
                    .isCloseTo(exact, within(0.05 * exact));
        }
    }

    @Provide
    Arbitrary<List<Long>> someTimes() {
        return times().list().ofMinSize(1).ofMaxSize(300);
    }

    private static Arbitrary<Long> times() {
        return Arbitraries.longs().between(0, Duration.ofDays(3).toMillis()).edgeCases(e -> {});
    }

    @Test
    void noTimesHaveNoPercentile() {
        assertThat(Histogram.NONE.percentile(50)).isEmpty();
    }

    /** However endings are spread over minutes, and in whatever order those are added up. */
    @Property(tries = 300)
    void theSumIsTheSameInWhateverOrder(
            @ForAll("endings") List<Ending> endings, @ForAll Random random) {
        var byMinute = new TreeMap<Instant, List<Ending>>();
        endings.forEach(
                ending ->
                        byMinute.computeIfAbsent(ending.minute(), at -> new ArrayList<>())
                                .add(ending));
        var parts = new ArrayList<>(byMinute.values().stream().map(Rollup::of).toList());
        Collections.shuffle(parts, random);
        var shuffled = new ArrayList<>(endings);
        Collections.shuffle(shuffled, random);

        assertThat(parts.stream().reduce(Rollup.NONE, Rollup::plus)).isEqualTo(Rollup.of(endings));
        assertThat(Rollup.of(shuffled)).isEqualTo(Rollup.of(endings));
    }

    /** Different tasks, over an hour. */
    @Provide
    Arbitrary<List<Ending>> endings() {
        var ended =
                Combinators.combine(
                                Arbitraries.of(
                                        TaskStatus.COMPLETED,
                                        TaskStatus.FAILED,
                                        TaskStatus.CANCELLED),
                                Arbitraries.integers().between(0, 3599),
                                Arbitraries.of("timeout", "refused"),
                                times().optional(),
                                times().optional())
                        .as(RollupTest::ending);
        return ended.list().ofMaxSize(60).map(RollupTest::numbered);
    }

    private static Ending ending(
            TaskStatus status,
            int second,
            String reason,
            Optional<Long> waited,
            Optional<Long> ran) {
        boolean completed = status == TaskStatus.COMPLETED;
        return new Ending(
                new TaskId("task-1-1"),
                1,
                status,
                BEGIN.plusSeconds(second),
                status == TaskStatus.FAILED ? reason : "",
                waited.map(Duration::ofMillis),
                ran.filter(known -> completed).map(Duration::ofMillis),
                completed ? 10 : 0,
                10);
    }

    private static List<Ending> numbered(List<Ending> endings) {
        var numbered = new ArrayList<Ending>();
        for (var each : endings) {
            numbered.add(
                    new Ending(
                            new TaskId("task-1-" + (numbered.size() + 1)),
                            each.attempt(),
                            each.status(),
                            each.at(),
                            each.reason(),
                            each.waited(),
                            each.ran(),
                            each.questions(),
                            each.asked()));
        }
        return numbered;
    }

    @Test
    void aCompletionThatIsToldTwiceCountsOnce() {
        var ending = ending(TaskStatus.COMPLETED, 0, "", Optional.of(5L), Optional.of(200_000L));
        var again = ending(TaskStatus.COMPLETED, 30, "", Optional.of(5L), Optional.of(230_000L));

        var rollup = Rollup.of(List.of(ending, again));

        assertThat(rollup.completed()).isEqualTo(1);
        assertThat(rollup.questions()).isEqualTo(10);
        assertThat(rollup.ran().count()).isEqualTo(1);
    }

    @Test
    void failuresAreCountedByReasonAndGaugesTellTheHighest() {
        var one =
                Rollup.of(
                                List.of(
                                        ending(
                                                TaskStatus.FAILED,
                                                0,
                                                "timeout",
                                                Optional.empty(),
                                                Optional.empty())))
                        .with(Optional.of(new Gauges(3, 1, 0, 2)));
        var other = Rollup.NONE.with(Optional.of(new Gauges(1, 2, 0, 0)));

        assertThat(one.plus(one).plus(other).failures()).isEqualTo(Map.of("timeout", 2L));
        assertThat(one.plus(other).gauges()).contains(new Gauges(3, 2, 0, 2));
    }
}
