package io.quizsmith.rollup;

/**
 * How many there were at a time, as sweep saw it.
 *
 * @param waiting queued tasks that stand in the line for a busy worker
 * @param deadLetters messages in the dead-letter queue
 */
public record Gauges(int queued, int processing, int waiting, int deadLetters) {

    /** The highest of each. */
    public Gauges highest(Gauges other) {
        return new Gauges(
                Math.max(queued, other.queued),
                Math.max(processing, other.processing),
                Math.max(waiting, other.waiting),
                Math.max(deadLetters, other.deadLetters));
    }
}
