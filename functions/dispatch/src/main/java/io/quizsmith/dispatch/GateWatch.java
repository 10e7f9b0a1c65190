package io.quizsmith.dispatch;

import io.quizsmith.dynamo.GateTable;
import io.quizsmith.worker.Gate;

import java.time.Duration;
import java.time.Instant;

/**
 * Reads the gate only while there is reason to: a worker that takes what it gets costs no read.
 * Each instance of the function learns of trouble by meeting it once.
 */
final class GateWatch {

    private static final Duration WATCHED = Duration.ofMinutes(5);

    private final GateTable gates;
    private final boolean always;
    private volatile Instant until = Instant.MIN;

    /**
     * @param always whether every task must know the gate
     */
    GateWatch(GateTable gates, boolean always) {
        this.gates = gates;
        this.always = always;
    }

    Gate look(Instant now) {
        if (!always && !now.isBefore(until)) {
            return Gate.OPEN;
        }
        Gate gate = gates.read();
        if (!gate.isOpen(now) || gate.isInDoubt()) {
            trouble(now);
        }
        return gate;
    }

    /** The worker was busy or at fault, or tasks wait for it. */
    void trouble(Instant now) {
        until = now.plus(WATCHED);
    }
}
