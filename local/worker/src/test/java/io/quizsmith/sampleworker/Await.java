package io.quizsmith.sampleworker;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread, ten seconds at most. */
final class Await {

    private Await() {}

    static void until(BooleanSupplier condition) throws TimeoutException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("it did not happen within ten seconds");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
