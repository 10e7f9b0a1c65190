package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.util.regex.Pattern;

/** The blank of a sentence: {@code _____}, however the worker drew it. */
final class Blanks {

    static final String BLANK = "_____";

    static final Pattern LINE = Pattern.compile("_{3,}|(?<![\\p{L}\\p{N}_])__(?![\\p{L}\\p{N}_])");
    static final Pattern BRACKETS =
            Pattern.compile("\\[\\s*\\]|\\(\\s*\\)|\\[(?i:blank)\\]|\\((?i:blank)\\)|<(?i:blank)>");
    static final Pattern DOTS = Pattern.compile("(?<=[\\s'\"‘“])(?:…|\\.{3,})(?=\\s)");
    static final Pattern DOTS_AT_END = Pattern.compile("(?<=\\s)(?:…|\\.{3,})(?=[.?!]?['\"’”]?$)");
    static final Pattern SIDE_BY_SIDE = Pattern.compile("_____(?: _____)+");
    private static final Pattern PARTS = Pattern.compile("\\s*(?:\\.{3}|…|/|;|,)\\s*");

    private static final String AFTER_WORD = " .,;:!?";

    /** No exercise has more. */
    private static final int MOST_FILLED = 8;

    private Blanks() {}

    /** The text with each of its blanks drawn in the one way. */
    static String drawn(String text, boolean mustHaveOne) {
        String drawn = hasOtherLine(text) ? LINE.matcher(text).replaceAll(BLANK) : text;
        if (drawn.indexOf('[') >= 0 || drawn.indexOf('(') >= 0 || drawn.indexOf('<') >= 0) {
            drawn = BRACKETS.matcher(drawn).replaceAll(BLANK);
        }
        if (hasDots(drawn) && !drawn.contains(BLANK)) {
            drawn = DOTS.matcher(drawn).replaceAll(BLANK);
            if (!drawn.contains(BLANK) && mustHaveOne) {
                drawn = DOTS_AT_END.matcher(drawn).replaceAll(BLANK);
            }
        }
        return drawn.contains(BLANK + " " + BLANK)
                ? SIDE_BY_SIDE.matcher(drawn).replaceAll(BLANK)
                : drawn;
    }

    /** Whether there is a line that may be a blank, and is not drawn as one yet. */
    private static boolean hasOtherLine(String text) {
        int from = text.indexOf('_');
        while (from >= 0) {
            int to = from;
            while (to < text.length() && text.charAt(to) == '_') {
                to++;
            }
            if (to - from > 1 && to - from != BLANK.length()) {
                return true;
            }
            from = text.indexOf('_', to);
        }
        return false;
    }

    private static boolean hasDots(String text) {
        return text.indexOf('…') >= 0 || text.contains("...");
    }

    static int count(String drawn) {
        int count = 0;
        int at = drawn.indexOf(BLANK);
        while (at >= 0) {
            count++;
            at = drawn.indexOf(BLANK, at + BLANK.length());
        }
        return count;
    }

    /** Whether what fills the only blank, if any, stays a word of its own there. */
    static boolean standAlone(String drawn) {
        int at = drawn.indexOf(BLANK);
        int end = at + BLANK.length();
        return at < 0
                || ((at == 0 || drawn.charAt(at - 1) == ' ')
                        && (end == drawn.length() || AFTER_WORD.indexOf(drawn.charAt(end)) >= 0)
                        && drawn.indexOf(BLANK, end) < 0);
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
            int at = filled.indexOf(BLANK);
            filled = filled.substring(0, at) + part + filled.substring(at + BLANK.length());
        }
        return filled;
    }
}
