package io.quizsmith.question.quality;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words of an English text: letters and digits, and up to two endings: {@code shouldn't've}.
 */
final class Words {

    private static final int ASCII = 128;
    private static final int MOST_ENDINGS = 2;

    /** Those that carry grammar more than meaning; every English text is full of them. */
    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    """
                    a about above after again against ago all almost already also although always am an and
                    another any anybody anyone anything are aren't around as at away back be because been before
                    behind being below between both but by can can't cannot could couldn't did didn't do does
                    doesn't doing don't down during each either else enough even ever every everybody everyone
                    everything few first for from further get gets getting go goes going got had hadn't has
                    hasn't have haven't having he he's her here hers herself him himself his how however i i'd
                    i'll i'm i've if in instead into is isn't it it's its itself just last let let's like little
                    ll made make makes many may me might mine more most much must my myself near need neither
                    never next no nobody none nor not nothing now of off often on once one only onto or other
                    others our ours ourselves out over own perhaps please quite rather really same shall she
                    she's should shouldn't since so some somebody someone something soon still such than that
                    that's the their theirs them themselves then there there's these they they're they've thing
                    things this those though through till to together too two under unless until up upon us use
                    used very was wasn't we we'd we'll we're we've well were weren't what what's when where
                    whether which while who who's whom whose why will with within without won't would wouldn't
                    yes yet you you'd you'll you're you've your yours yourself
                    """
                            .strip()
                            .split("\\s+"));

    /** By their last letter, the longest first. */
    private static final Map<Character, List<String>> ENDINGS =
            Stream.of(
                            "ations", "ation", "ions", "ion", "ings", "ing", "ies", "ied", "edly",
                            "ed", "ers", "er", "ly", "es", "s", "e", "y")
                    .collect(groupingBy(ending -> ending.charAt(ending.length() - 1)));

    private static final boolean[] ASCII_PARTS = asciiParts();

    private Words() {}

    /** In lower case, with straight apostrophes. */
    static List<String> of(String text) {
        var words = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = endOfPart(text, from);
            if (to == from) {
                from += Character.charCount(at(from, text));
            } else {
                to = endOfEndings(text, to);
                words.add(text.substring(from, to).toLowerCase(Locale.ROOT).replace('’', '\''));
                from = to;
            }
        }
        return words;
    }

    /**
     * A hash of the letters and digits that are ASCII in lower case: the same for texts that have
     * the same words, and hardly ever for others.
     */
    static int hash(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char ascii = c < ASCII ? c : c == '\u0130' ? 'i' : c == '\u212a' ? 'k' : ' ';
            hash = ASCII_PARTS[ascii] ? 31 * hash + (ascii | ' ') : hash;
        }
        return hash;
    }

    private static int endOfPart(String text, int from) {
        int to = from;
        while (to < text.length()) {
            int c = at(to, text);
            if (!isPart(c)) {
                return to;
            }
            to += Character.charCount(c);
        }
        return to;
    }

    private static int endOfEndings(String text, int from) {
        int to = from;
        for (int i = 0; i < MOST_ENDINGS && isApostropheAt(to, text); i++) {
            int end = endOfLetters(text, to + 1);
            if (end == to + 1) {
                return to;
            }
            to = end;
        }
        return to;
    }

    /** Quicker than to ask for code points at once: few are not ASCII. */
    private static int at(int i, String text) {
        char c = text.charAt(i);
        return c < ASCII ? c : text.codePointAt(i);
    }

    private static boolean isApostropheAt(int i, String text) {
        return i < text.length() && (text.charAt(i) == '\'' || text.charAt(i) == '’');
    }

    private static int endOfLetters(String text, int from) {
        int to = from;
        while (to < text.length()) {
            int c = at(to, text);
            if (!isLetter(c)) {
                return to;
            }
            to += Character.charCount(c);
        }
        return to;
    }

    /** Whether words are made of such: letters, and numbers of all kinds. */
    static boolean isPart(int c) {
        return c < ASCII ? ASCII_PARTS[c] : isLetter(c) || isNumber(c);
    }

    private static boolean[] asciiParts() {
        boolean[] parts = new boolean[ASCII];
        for (int c = 0; c < ASCII; c++) {
            parts[c] = isLetter(c) || isNumber(c);
        }
        return parts;
    }

    static boolean isLetter(int c) {
        return c < ASCII ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : Character.isLetter(c);
    }

    private static boolean isNumber(int c) {
        return c < ASCII ? c >= '0' && c <= '9' : isTypeOfNumber(Character.getType(c));
    }

    private static boolean isTypeOfNumber(int type) {
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    static boolean isFunctionWord(String word) {
        return FUNCTION_WORDS.contains(word);
    }

    /** Long enough, and of a meaning of its own. */
    static boolean isContentWord(String word) {
        return word.length() >= 4 && !isFunctionWord(word);
    }

    /** Without the ending of its form, roughly: {@code delivering} and {@code delivered} agree. */
    static String stem(String word) {
        int apostrophe = word.indexOf('\'');
        String plain = apostrophe < 0 ? word : word.substring(0, apostrophe);
        char last = plain.charAt(plain.length() - 1);
        for (String ending : ENDINGS.getOrDefault(last, List.of())) {
            if (plain.endsWith(ending) && plain.length() - ending.length() >= 3) {
                return undoubled(plain.substring(0, plain.length() - ending.length()));
            }
        }
        return undoubled(plain);
    }

    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        return last > 2 && stem.charAt(last) == stem.charAt(last - 1)
                ? stem.substring(0, last)
                : stem;
    }
}
