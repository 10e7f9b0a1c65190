package io.quizsmith.question;

import java.util.List;
import java.util.stream.Stream;

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

    private static final int BYTES_OF_NAMES = 350;

    public Question {
        options = List.copyOf(options);
        if (stem.isBlank() || options.size() != LETTERS.size() || !LETTERS.contains(key)) {
            throw new IllegalArgumentException("not a question");
        }
    }

    /** How much of an answer it takes at most: as JSON, which Lambda wraps in JSON, in UTF-8. */
    int bytesServed() {
        var texts =
                Stream.concat(
                        options.stream(),
                        Stream.of(
                                stem, directive, explanation, type, difficulty, context, category));
        return BYTES_OF_NAMES + texts.mapToInt(Question::bytesServed).sum();
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
