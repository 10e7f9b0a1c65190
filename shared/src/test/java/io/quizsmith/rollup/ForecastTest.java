package io.quizsmith.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quizsmith.task.Partial;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class ForecastTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    @Property(tries = 500)
    void whatIsSaidLiesInTheFutureAndInOrder(
            @ForAll("endings") List<Ending> endings,
            @ForAll @IntRange(min = 1, max = 100) int size,
            @ForAll @LongRange(min = 0, max = 400_000) long elapsed,
            @ForAll boolean started) {
        var task = started ? processing(size, NOW) : queued(size, NOW);
        Instant later = NOW.plusMillis(elapsed);

        var eta = Forecast.of(Paces.of(endings)).eta(task, later);

        eta.ifPresent(
                said -> {
                    assertThat(said.p50At()).isAfterOrEqualTo(later);
                    assertThat(said.p90At()).isAfterOrEqualTo(said.p50At());
                    assertThat(said.p50At())
                            .isEqualTo(said.p50At().truncatedTo(ChronoUnit.SECONDS));
                    assertThat(said.samples()).isGreaterThanOrEqualTo(Forecast.FEWEST);
                    assertThat(said.left()).isLessThan(Duration.ofSeconds(800));
                });
        if (endings.size() < Forecast.FEWEST) {
            assertThat(eta).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Ending>> endings() {
        var time = Arbitraries.longs().between(0, 300_000).edgeCases(e -> {});
        return Combinators.combine(Arbitraries.integers().between(1, 100), time, time)
                .as(
                        (asked, waited, ran) ->
                                SampleEndings.completed(
                                        asked, Duration.ofMillis(waited), Duration.ofMillis(ran)))
                .list()
                .ofMaxSize(200);
    }

    @Test
    void nineteenSayNothingAndTwentyDo() {
        var twenty = Collections.nCopies(20, completed(10, 1, 100));

        assertThat(eta(twenty.subList(1, 20), queued(10, NOW))).isEmpty();
        assertThat(eta(twenty.subList(1, 20), processing(10, NOW))).isEmpty();
        assertThat(eta(twenty, queued(10, NOW)))
                .hasValueSatisfying(
                        eta -> {
                            assertThat(eta.left().toSeconds()).isBetween(96L, 107L);
                            assertThat(eta.samples()).isEqualTo(20);
                            assertThat(eta.sizes()).contains(SizeBand.UP_TO_10);
                        });
        assertThat(eta(twenty, processing(10, NOW)))
                .hasValueSatisfying(eta -> assertThat(eta.left().toSeconds()).isBetween(95L, 106L));
    }

    @Test
    void aQuizIsLikeThoseOfItsSizeAndWhereTheyAreFewLikeAllOfThem() {
        var endings = new ArrayList<>(Collections.nCopies(20, completed(5, 1, 60)));
        endings.addAll(Collections.nCopies(19, completed(50, 1, 600)));

        var small = eta(endings, processing(1, NOW)).orElseThrow();
        var large = eta(endings, processing(21, NOW)).orElseThrow();

        assertThat(small.sizes()).contains(SizeBand.UP_TO_5);
        assertThat(small.p90At()).isBefore(NOW.plusSeconds(64));
        assertThat(large.sizes()).isEmpty();
        assertThat(large.samples()).isEqualTo(39);
        assertThat(large.p90At()).isAfter(NOW.plusSeconds(560));
    }

    @Test
    void aTaskThatHasSomeOfItsQuestionsIsOneForTheOthers() {
        var endings = new ArrayList<>(Collections.nCopies(20, completed(2, 1, 20)));
        endings.addAll(Collections.nCopies(20, completed(10, 1, 100)));
        var times = SampleTasks.LIMITS.at(NOW);
        var some = new Partial("result", 8, 1, List.of());
        var task =
                processing(10, NOW)
                        .toppingUp(some, SampleTasks.quality(8), times)
                        .handedOver("w-2", NOW, NOW.plusSeconds(900));

        var eta = eta(endings, task).orElseThrow();

        assertThat(eta.sizes()).contains(SizeBand.UP_TO_5);
        assertThat(eta.p90At()).isBefore(NOW.plusSeconds(23));
        var ended = task.completed("all", SampleTasks.quality(10), "", NOW.plusSeconds(20));
        assertThat(Ending.of(ended, "").asked()).isZero();
        assertThat(Paces.of(List.of(Ending.of(ended, ""))).ran()).isEmpty();
    }

    @Test
    void aTaskThatTakesLongerThanNearlyAllOthersIsNotForetold() {
        var endings = new ArrayList<>(Collections.nCopies(91, completed(10, 1, 100)));
        endings.addAll(Collections.nCopies(9, completed(10, 1, 1000)));
        var forecast = Forecast.of(Paces.of(endings));
        var task = processing(10, NOW);

        assertThat(forecast.eta(task, NOW.plusSeconds(50)).orElseThrow().p50At())
                .isBefore(NOW.plusSeconds(107));
        assertThat(forecast.eta(task, NOW.plusSeconds(200)).orElseThrow().p50At())
                .isAfter(NOW.plusSeconds(950));
        assertThat(forecast.eta(task, NOW.plusSeconds(1100))).isEmpty();
    }

    @Test
    void whatHasEndedIsNotForetold() {
        var endings = Collections.nCopies(20, completed(10, 1, 100));

        assertThat(eta(endings, queued(10, NOW).cancelled(NOW))).isEmpty();
    }

    /** Clocks of two machines may differ. */
    @Test
    void aTaskThatBeginsInTheFutureIsOneThatBeginsNow() {
        var endings = Collections.nCopies(20, completed(10, 1, 100));

        assertThat(eta(endings, processing(10, NOW.plusSeconds(3))))
                .isEqualTo(eta(endings, processing(10, NOW)));
    }

    @Test
    void halfOfTheTasksEndByTheOneTimeAndNineOfTenByTheOther() {
        assertCalibrated(20, 0);
        assertCalibrated(200, 0);
        assertCalibrated(200, 1);
        assertCalibrated(200, 150);
        assertCalibrated(200, 300);
    }

    /**
     * Each task is foretold from others that were drawn like it, and compared with what became of
     * it.
     *
     * @param samples how many others
     * @param elapsed for how many seconds it has run; 0 for one that is queued
     */
    private static void assertCalibrated(int samples, int elapsed) {
        var random = new Random(7);
        int told = 0;
        int byP50 = 0;
        int byP90 = 0;
        while (told < 4000) {
            var endings = new ArrayList<Ending>();
            for (int i = 0; i < samples; i++) {
                endings.add(completed(10, waiting(random), running(random)));
            }
            var forecast = Forecast.of(Paces.of(endings));
            for (int i = 0; i < 20; i++) {
                double took = elapsed == 0 ? waiting(random) : 0;
                took += running(random);
                var task = elapsed == 0 ? queued(10, NOW) : processing(10, NOW);
                var eta = forecast.eta(task, NOW.plusSeconds(elapsed));
                if (took >= elapsed && eta.isPresent()) {
                    Instant ended = NOW.plusMillis((long) (1000 * took));
                    told++;
                    byP50 += ended.isAfter(eta.get().p50At()) ? 0 : 1;
                    byP90 += ended.isAfter(eta.get().p90At()) ? 0 : 1;
                }
            }
        }
        assertThat((double) byP50 / told)
                .as("%d, %d", samples, elapsed)
                .isCloseTo(0.5, within(0.04));
        assertThat((double) byP90 / told)
                .as("%d, %d", samples, elapsed)
                .isCloseTo(0.9, within(0.03));
    }

    /** In seconds: at once as a rule, long when the worker is busy. */
    private static double waiting(Random random) {
        return random.nextInt(4) == 0 ? 200 * random.nextDouble() : 1 + random.nextDouble();
    }

    /** In seconds: two to eight minutes mostly. */
    private static double running(Random random) {
        return 240 * Math.exp(0.5 * random.nextGaussian());
    }

    private static Optional<Eta> eta(List<Ending> endings, Task task) {
        return Forecast.of(Paces.of(endings)).eta(task, NOW);
    }

    private static Ending completed(int asked, double waited, double ran) {
        return SampleEndings.completed(
                asked,
                Duration.ofMillis((long) (1000 * waited)),
                Duration.ofMillis((long) (1000 * ran)));
    }

    private static Task queued(int size, Instant at) {
        return SampleTasks.queued(new UserId(1), at, size);
    }

    private static Task processing(int size, Instant at) {
        return queued(size, at).handedOver("w-1", at, at.plusSeconds(900));
    }
}
