package io.quizsmith.question;

import java.util.List;

/**
 * One multiple-choice question with exactly one key. Text that the worker left out is {@code ""}.
 *
 * @param stem what is asked
 * @param options the texts of A, B, C and D
 * @param key the right option, {@code A} to {@code D}
 */
public record Question(
        String stem,
        String directive,
        List<String> options,
        String key,
        String explanation,
        String type,
        String difficulty,
        int score,
        String context,
        String category) {

    /** The letters of the options, in order. */
    public static final List<String> LETTERS = List.of("A", "B", "C", "D");

    public Question {
        options = List.copyOf(options);
        if (stem.isBlank() || options.size() != LETTERS.size() || !LETTERS.contains(key)) {
            throw new IllegalArgumentException("not a question");
        }
    }
}
