package io.quizsmith.practice;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a learner and a question.
 *
 * @param seen when the learner was last given it
 * @param right how often it was answered right
 * @param wrong how often it was answered wrong
 * @param flag why somebody holds it for bad, {@code ""} where nobody does
 */
public record Mark(Optional<Instant> seen, int right, int wrong, String flag) {

    /** Of a question that nobody has touched. */
    public static final Mark NONE = new Mark(Optional.empty(), 0, 0, "");

    public boolean isFlagged() {
        return !flag.isEmpty();
    }
}
