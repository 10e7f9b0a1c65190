package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blank of a sentence: {@code _____}, however the worker drew it. */
final class Blanks {

    static final String BLANK = "_____";

    private static final Pattern LINE =
            Pattern.compile("_{3,}|(?<![\\p{L}\\p{N}_])__(?![\\p{L}\\p{N}_])");
    private static final Pattern BRACKETS =
            Pattern.compile("\\[\\s*\\]|\\(\\s*\\)|\\[(?i:blank)\\]|\\((?i:blank)\\)|<(?i:blank)>");
    private static final Pattern DOTS = Pattern.compile("(?<=[\\s'\"‘“])(?:…|\\.{3,})(?=\\s)");
    private static final Pattern DOTS_AT_END =
            Pattern.compile("(?<=\\s)(?:…|\\.{3,})(?=[.?!]?['\"’”]?$)");
    private static final Pattern SIDE_BY_SIDE = Pattern.compile("_____(?: _____)+");
    private static final Pattern PARTS = Pattern.compile("\\s*(?:\\.{3}|…|/|;|,)\\s*");

    /** No exercise has more. */
    private static final int MOST_FILLED = 8;

    private Blanks() {}

    /** The text with each of its blanks drawn in the one way. */
    static String drawn(String text, boolean mustHaveOne) {
        String drawn = LINE.matcher(text).replaceAll(BLANK);
        drawn = BRACKETS.matcher(drawn).replaceAll(BLANK);
        if (!drawn.contains(BLANK)) {
            drawn = DOTS.matcher(drawn).replaceAll(BLANK);
        }
        if (!drawn.contains(BLANK) && mustHaveOne) {
            drawn = DOTS_AT_END.matcher(drawn).replaceAll(BLANK);
        }
        return SIDE_BY_SIDE.matcher(drawn).replaceAll(BLANK);
    }

    static int count(String drawn) {
        return drawn.split(BLANK, -1).length - 1;
    }

    /** Whether each option has as many parts as there are blanks: {@code neither / nor}. */
    static boolean areAllFilled(Question question, int blanks) {
        return question.options().stream()
                .allMatch(option -> PARTS.split(option.strip()).length == blanks);
    }

    /** The sentence with the key in its blank; without a blank, the key after it. */
    static String filled(Question question) {
        int blanks = count(question.stem());
        if (blanks == 0) {
            return question.stem() + " " + question.keyText();
        }
        String[] parts = blanks == 1 ? new String[0] : PARTS.split(question.keyText().strip());
        String filled = question.stem();
        for (int i = 0; i < Math.min(blanks, MOST_FILLED); i++) {
            String part = parts.length == blanks ? parts[i] : question.keyText().strip();
            filled = filled.replaceFirst(BLANK, Matcher.quoteReplacement(part));
        }
        return filled;
    }
}
