package io.quizsmith.local.crash;

import io.quizsmith.cloud.Cloud;

import java.time.Duration;
import java.time.Instant;

/** Ahead of the real time, and the clock of the embedded queues with it, which only goes ahead. */
final class Time {

    private final Cloud cloud;
    private volatile Duration ahead = Duration.ZERO;

    Time(Cloud cloud) {
        this.cloud = cloud;
    }

    Cloud cloud() {
        return cloud;
    }

    Instant now() {
        return Instant.now().plus(ahead);
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
        cloud.setQueuesAhead(ahead);
    }
}
