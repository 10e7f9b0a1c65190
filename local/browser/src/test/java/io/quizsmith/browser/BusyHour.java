package io.quizsmith.browser;

import io.quizsmith.local.Options;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A run in which an hour's work was done within a minute, so that its pictures show something. */
final class BusyHour {

    private static final int MINUTES = 50;

    private BusyHour() {}

    static Shop open() {
        var behind = new AtomicReference<>(Duration.ofMinutes(MINUTES));
        var options =
                Options.forTests()
                        .withWorkerDelay(Duration.ofMillis(200))
                        .withClock(() -> Instant.now().minus(behind.get()));
        var shop = new Shop(options);
        for (int minute = 0; minute < MINUTES; minute++) {
            work(shop, minute, behind);
            behind.set(Duration.ofMinutes(MINUTES - minute - 1));
            shop.run().tick("SweepFunction");
        }
        return shop;
    }

    private static void work(Shop shop, int minute, AtomicReference<Duration> behind) {
        if (minute % 7 == 3) {
            return; // nobody came
        }
        String task = shop.generate(request(minute));
        for (int more = minute * minute % 5; more > 1; more--) {
            shop.generate(request(more));
        }
        if (minute % 11 == 5) {
            shop.failed();
        }
        behind.updateAndGet(time -> time.minusSeconds(2 + minute % 4));
        shop.await(task, "processing");
        behind.updateAndGet(time -> time.minusSeconds(24 + Math.round(12 * Math.sin(minute / 5.))));
        shop.await(task, "completed");
    }

    private static String request(int number) {
        return "{\"user_id\": %d, \"quiz_size\": %d}".formatted(1 + number % 5, 3 + number % 8);
    }
}
