package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A question as it would have been sent with more care: the same words, no stray marks. */
final class Normal {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern SPACES_IN_LINE = Pattern.compile("[ \\t\\u00a0]+");

    /** Before it no character is composed with another, nor are dashes and quotes after it. */
    private static final char FIRST_COMBINING = 0x300;

    private static final char NO_BREAK_SPACE = '\u00a0';

    private Normal() {}

    static Question of(Question question) {
        boolean mustHaveBlank = mustHaveBlank(question);
        var options = new ArrayList<String>();
        question.options().forEach(option -> options.add(line(option)));
        return question.with(withoutLabels(options), question.key(), lines(question.explanation()))
                .with(Blanks.drawn(lines(question.stem()), mustHaveBlank));
    }

    static boolean mustHaveBlank(Question question) {
        return question.type().strip().equalsIgnoreCase("sentence_completion");
    }

    static String line(String text) {
        return spaced(text, SPACES, "\t\n\u000b\f\r\u00a0");
    }

    private static String lines(String text) {
        return spaced(text, SPACES_IN_LINE, "\t\u00a0");
    }

    /**
     * Composed, and with one blank for what the pattern finds.
     *
     * @param others what it finds beside blanks
     */
    private static String spaced(String text, Pattern spaces, String others) {
        return (isPlain(text, others) ? text : spaces.matcher(composed(text)).replaceAll(" "))
                .strip();
    }

    /** Whether there is nothing to be composed, and single blanks only. */
    private static boolean isPlain(String text, String others) {
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c <= ' ' || c >= NO_BREAK_SPACE) && isToBeChanged(c, before, others)) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static boolean isToBeChanged(char c, char before, String others) {
        return c >= FIRST_COMBINING
                ? c < '‐' || c > '…'
                : (c == ' ' && before == ' ') || others.indexOf(c) >= 0;
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Where each option begins with the letter that it has anyway. */
    private static List<String> withoutLabels(List<String> options) {
        for (int i = 0; i < options.size(); i++) {
            if (!OptionRules.label(options.get(i)).equals(Question.LETTERS.get(i))) {
                return options;
            }
        }
        return options.stream().map(OptionRules::withoutLabel).toList();
    }
}
