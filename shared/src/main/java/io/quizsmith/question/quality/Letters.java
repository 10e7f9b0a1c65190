package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Options that a text names by their letters: in another order it would name others. */
final class Letters {

    private static final Pattern LETTER =
            Pattern.compile("(?<![\\p{L}\\p{N}])[A-D](?![\\p{L}\\p{N}])");

    /** A letter that may name an option: {@code A} is also a word, but not before such company. */
    private static final Pattern DOUBTFUL =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}'’-])(?:[B-D](?![\\p{L}\\p{N}'’-])"
                            + "|A(?= *[),.:;/]| (?:is|are|was|does|has|and|or|but|uses|means|cannot)\\b|$))"
                            + "|\\([a-d]\\)|\\b(?i:option|answer|choice) [b-d]\\b");

    private static final Pattern IN_QUESTION =
            Pattern.compile("\\b(?i:options?|answers?|choices?) \\(?[A-D]\\b");

    private Letters() {}

    static boolean areNamed(String explanation) {
        return holdsLetter(explanation) && Guarded.NAMES_LETTERS.isIn(explanation);
    }

    /** Whether a letter of an option stands alone; as a word, too. */
    private static boolean holdsLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A'
                    && c <= 'D'
                    && (i == 0 || !isLetterOrDigit(text.charAt(i - 1)))
                    && (i + 1 == text.length() || !isLetterOrDigit(text.charAt(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Whether the options must stay in their order, as some text may name them by letters. */
    static boolean bind(Question question) {
        String rest =
                Guarded.NAMES_LETTERS.pattern().matcher(question.explanation()).replaceAll("");
        return DOUBTFUL.matcher(rest).find()
                || IN_QUESTION.matcher(question.stem()).find()
                || question.options().stream().anyMatch(OptionRules::standsForOthers)
                || question.options().stream().anyMatch(o -> IN_QUESTION.matcher(o).find());
    }

    /** The explanation, for options that have moved. */
    static String moved(String explanation, UnaryOperator<String> letters) {
        return Guarded.NAMES_LETTERS
                .pattern()
                .matcher(explanation)
                .replaceAll(
                        named ->
                                LETTER.matcher(named.group())
                                        .replaceAll(letter -> letters.apply(letter.group())));
    }
}
