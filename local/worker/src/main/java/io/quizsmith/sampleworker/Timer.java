package io.quizsmith.sampleworker;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does short things later, on one thread. */
final class Timer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("sample-worker-timer").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    void after(Duration delay, Runnable what) {
        var unused = executor.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What has not begun never will. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
