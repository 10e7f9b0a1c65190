package io.quizsmith.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;

class RecentPacesTest {

    private static final Instant BEGIN = Instant.parse("2026-01-23T10:30:00Z");

    @Test
    void ofABusyWorkerAtMostTheLastHourIsKept() {
        var paces = RecentPaces.NONE;
        for (int minute = 0; minute < 300; minute++) {
            paces = paces.plus(minute(minute), ended(20, 100));
            assertThat(paces.all().ranAny().count()).isLessThanOrEqualTo(20 * 60);
        }

        assertThat(paces.all().ranAny().count()).isGreaterThanOrEqualTo(20 * 30);
    }

    @Test
    void ofOneThatHasLittleToDoMoreIsKeptButNothingOlderThanSixHours() {
        var paces = RecentPaces.NONE.plus(minute(0), ended(1, 100));
        int minute = 1;
        for (; minute < 150; minute++) {
            paces = paces.plus(minute(minute), minute % 10 == 0 ? ended(1, 100) : Paces.NONE);
        }
        assertThat(paces.all().ranAny().count()).isEqualTo(15);

        for (; minute < 150 + 6 * 60; minute++) {
            paces = paces.plus(minute(minute), Paces.NONE);
        }
        assertThat(paces.all()).isEqualTo(Paces.NONE);
    }

    @Test
    void aWorkerThatBecameSlowIsKnownToBeSoAnHourLater() {
        var paces = RecentPaces.NONE;
        for (int minute = 0; minute < 200; minute++) {
            paces = paces.plus(minute(minute), ended(10, minute < 140 ? 100 : 300));
        }

        assertThat(paces.all().ranAny().percentile(1).orElseThrow()).isGreaterThan(280_000);
    }

    private static Instant minute(int number) {
        return BEGIN.plus(number, ChronoUnit.MINUTES);
    }

    private static Paces ended(int number, int seconds) {
        List<Ending> endings =
                Collections.nCopies(
                        number,
                        SampleEndings.completed(10, Duration.ZERO, Duration.ofSeconds(seconds)));
        return Paces.of(endings);
    }
}
