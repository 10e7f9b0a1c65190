package io.quizsmith.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One multiple-choice question with exactly one key. Text that the worker left out is {@code ""}.
 *
 * @param stem what is asked
 * @param options the texts of A, B, C and D
 * @param key the right option, {@code A} to {@code D}
 * @param flags what the rules say against it
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
        String category,
        Set<Flaw> flags) {

    /** The letters of the options, in order. */
    public static final List<String> LETTERS = List.of("A", "B", "C", "D");

    private static final int BYTES_OF_NAMES = 370;

    public Question {
        options = List.copyOf(options);
        flags = Flaw.copy(flags);
        if (stem.isBlank() || options.size() != LETTERS.size() || !LETTERS.contains(key)) {
            throw new IllegalArgumentException("not a question");
        }
    }

    /** A question against which nothing has been said. */
    public Question(
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
        this(
                stem,
                directive,
                options,
                key,
                explanation,
                type,
                difficulty,
                score,
                context,
                category,
                Set.of());
    }

    /** Where the right option stands, from 0. */
    public int keyPlace() {
        return key.charAt(0) - 'A';
    }

    /** The text of the right option. */
    public String keyText() {
        return options.get(keyPlace());
    }

    /** The texts of the wrong options, in order. */
    public List<String> distractors() {
        var distractors = new ArrayList<>(options);
        distractors.remove(keyPlace());
        return distractors;
    }

    /** The same question, with its options in another order or put in other words. */
    public Question with(List<String> newOptions, String newKey, String newExplanation) {
        return new Question(
                stem,
                directive,
                newOptions,
                newKey,
                newExplanation,
                type,
                difficulty,
                score,
                context,
                category,
                flags);
    }

    /** The same question with that stem. */
    public Question with(String newStem) {
        return new Question(
                newStem,
                directive,
                options,
                key,
                explanation,
                type,
                difficulty,
                score,
                context,
                category,
                flags);
    }

    /** The same question with those flags. */
    public Question with(Set<Flaw> newFlags) {
        return new Question(
                stem,
                directive,
                options,
                key,
                explanation,
                type,
                difficulty,
                score,
                context,
                category,
                newFlags);
    }

    /** How much of an answer it takes at most: as JSON, which Lambda wraps in JSON, in UTF-8. */
    int bytesServed() {
        int bytes = BYTES_OF_NAMES;
        for (String option : options) {
            bytes += bytesServed(option);
        }
        return bytes
                + bytesServed(stem)
                + bytesServed(directive)
                + bytesServed(explanation)
                + bytesServed(type)
                + bytesServed(difficulty)
                + bytesServed(context)
                + bytesServed(category);
    }

    private static int bytesServed(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += 7;
            } else if (c == '"' || c == '\\') {
                bytes += 4;
            } else if (c < 0x80) {
                bytes += 1;
            } else {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }
}
