package io.quizsmith.worker;

import java.time.Instant;
import java.util.Optional;

/**
 * What all of us know of the worker: whether it may be called, and whether tasks wait for it.
 *
 * @param shutUntil the worker is not called before, because it was busy or is down
 * @param refusals how often in a row it was busy, or down when it was tried
 * @param downSince when the circuit breaker opened; absent while it is closed
 * @param faults different tasks in a row that met a fault of the worker
 * @param line whether tasks stand in the line
 * @param joined counts the tasks that ever joined the line
 * @param turn of the task last taken out of the line
 * @param drivenAt when a task last left the line because another one ended at the worker
 * @param pollAt when the line is looked at next, whatever happens
 */
public record Gate(
        Optional<Instant> shutUntil,
        int refusals,
        Optional<Instant> downSince,
        int faults,
        boolean line,
        long joined,
        long turn,
        Optional<Instant> drivenAt,
        Optional<Instant> pollAt) {

    /** As it is while all goes well. */
    public static final Gate OPEN =
            new Gate(
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    0,
                    false,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty());

    public boolean isShut(Instant now) {
        return shutUntil.filter(until -> until.isAfter(now)).isPresent();
    }

    /** The circuit breaker is open: nobody but the line's own poll tries the worker. */
    public boolean isDown() {
        return downSince.isPresent();
    }

    /** A task that comes now is handed over at once. */
    public boolean isOpen(Instant now) {
        return !line && !isDown() && !isShut(now);
    }

    /** Faults are held against the worker. */
    public boolean isInDoubt() {
        return isDown() || faults > 0;
    }
}
