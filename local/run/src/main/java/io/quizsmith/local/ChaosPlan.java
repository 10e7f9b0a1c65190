package io.quizsmith.local;

import io.quizsmith.sampleworker.Fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Who asks for what, and how the worker treats it: told by the seed and the task's number alone.
 */
record ChaosPlan(int tasks, long seed) {

    private static final int CANCELLED_PERCENT = 3;
    private static final int USERS = 5;

    /** A worker that is late delivers after so many times a task's delay. */
    static final int LATE_FACTOR = 16;

    /**
     * A way in which the worker treats its part of the tasks.
     *
     * @param completes whether such a task must complete all the same
     */
    record Share(Fault fault, int percent, boolean completes, String what) {}

    static final List<Share> SHARES =
            List.of(
                    new Share(Fault.NONE, 25, true, "well, in 10 to 60 s: out of order"),
                    new Share(Fault.SLOW, 8, true, "four times as slow"),
                    new Share(Fault.TWICE, 8, true, "delivered twice at once"),
                    new Share(Fault.LATE, 6, true, "after the deadline"),
                    new Share(Fault.OWN_ID, 6, true, "by the worker's own id"),
                    new Share(Fault.EARLY, 4, true, "before it was accepted"),
                    new Share(Fault.SYNC, 3, true, "in the answer"),
                    new Share(Fault.LOST, 5, true, "never called back"),
                    new Share(Fault.WRONG_TOKEN, 5, true, "with a wrong token"),
                    new Share(Fault.PARTIAL, 4, true, "some questions broken"),
                    new Share(Fault.GARBAGE, 2, true, "accepted in garbage"),
                    new Share(Fault.BUSY, 6, true, "busy twice"),
                    new Share(Fault.FLAKY, 5, true, "500 at first"),
                    new Share(Fault.SILENT, 3, false, "silent for ever"),
                    new Share(Fault.BROKEN, 3, false, "all questions broken"),
                    new Share(Fault.EMPTY, 1, false, "no questions"),
                    new Share(Fault.FAILS, 3, false, "reports a failure"),
                    new Share(Fault.REFUSES, 2, false, "refused"),
                    new Share(Fault.RESET, 1, false, "connection closed"));

    /**
     * One task.
     *
     * @param delay how long the worker takes, by the fast clock
     * @param isCancelled whether its client thinks better of it
     */
    record Part(int number, long user, int size, Share share, Duration delay, boolean isCancelled) {

        /** What the sample worker reads; it lives by the real clock. */
        String instructions(int speed) {
            return "fault:%s delay:%d"
                    .formatted(
                            share.fault().name().toLowerCase(java.util.Locale.ROOT),
                            delay.dividedBy(speed).toMillis());
        }
    }

    Part part(int number) {
        var random = new Random(seed * 1_000_003 + number);
        Share share = share(random.nextInt(100));
        var delay = Duration.ofSeconds(10 + random.nextInt(51));
        return new Part(
                number,
                1 + random.nextInt(USERS),
                1 + random.nextInt(5),
                share,
                share.fault() == Fault.LATE ? Duration.ofSeconds(30) : delay,
                random.nextInt(100) < CANCELLED_PERCENT);
    }

    private static Share share(int percentile) {
        int sum = 0;
        for (var share : SHARES) {
            sum += share.percent();
            if (percentile < sum) {
                return share;
            }
        }
        throw new IllegalStateException("the shares are " + sum + " percent");
    }
}
