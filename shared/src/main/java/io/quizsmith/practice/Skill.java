package io.quizsmith.practice;

import io.quizsmith.question.Question;

import java.util.List;
import java.util.Locale;

/**
 * What a question asks for, in one of few words each: what a worker calls otherwise is {@code
 * other}.
 */
public record Skill(String type, String difficulty) {

    private static final List<String> TYPES =
            List.of("grammar", "vocabulary", "sentence_completion");
    private static final List<String> DIFFICULTIES =
            List.of("beginner", "intermediate", "advanced");

    public static Skill of(Question question) {
        return new Skill(known(question.type(), TYPES), known(question.difficulty(), DIFFICULTIES));
    }

    private static String known(String word, List<String> words) {
        String lower = word.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        return words.contains(lower) ? lower : "other";
    }

    /** As a worker is told of it: {@code sentence completion (advanced)}. */
    public String words() {
        String what = type.replace('_', ' ');
        return difficulty.equals("other") ? what : what + " (" + difficulty + ")";
    }
}
