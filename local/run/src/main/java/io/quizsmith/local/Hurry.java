package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Keeps the clock of the queues where a fast clock is. */
final class Hurry implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    private final FastClock clock;
    private final Cloud cloud;
    private final Consumer<String> log;
    private Thread thread;
    private volatile boolean closing;

    Hurry(FastClock clock, Cloud cloud, Consumer<String> log) {
        this.clock = clock;
        this.cloud = cloud;
        this.log = log;
    }

    void start() {
        cloud.setQueuesAhead(clock.ahead());
        thread = Thread.ofVirtual().name("hurry").start(this::run);
    }

    private void run() {
        try {
            while (!closing) {
                cloud.setQueuesAhead(clock.ahead());
                LockSupport.parkNanos(TICK.toNanos());
            }
        } catch (RuntimeException gone) {
            if (!closing) {
                log.accept("the queues' clock stands still: " + gone.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
