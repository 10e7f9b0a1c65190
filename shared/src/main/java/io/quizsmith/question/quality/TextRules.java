package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with the words of a question and of its explanation. */
final class TextRules {

    /** Names that belong to nobody (RFC 2606). */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:.*\\.)?example\\.(?:com|org|net|edu)[.,;:?!)]*|.*\\.(?:example|invalid|test)[.,;:?!)]*",
                    Pattern.CASE_INSENSITIVE);

    static final Pattern PHONE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.,])(?:\\+|00)\\d{1,3}[ .-]?\\(?\\d{1,4}\\)?(?:[ .-]?\\d{2,4}){2,4}(?![\\p{N}])"
                            + "|(?<![\\p{L}\\p{N}.,])\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}(?![\\p{N}])");

    private static final int FEWEST_DIGITS_OF_A_PHONE = 6;
    private static final int SHORT_EXPLANATION = 20;

    /** The pattern fits no longer one, with or without a period. */
    static final int LONGEST_THAT_ONLY_SAYS_WHICH = 70;

    private static final double LATIN_SHARE = 0.9;
    private static final int ENOUGH_WORDS = 8;
    private static final double FUNCTION_WORD_SHARE = 0.15;

    private TextRules() {}

    static void check(Item item, Set<Flaw> flaws) {
        if (isOdd(item.glance())) {
            checkAsked(item.question(), flaws);
        }
        if (!isEnglish(item.stem())) {
            flaws.add(Flaw.LANG_MISMATCH);
        }
        if (isEmpty(item)) {
            flaws.add(Flaw.EXPL_EMPTY);
        }
    }

    /** Whether it may be anything but decent English; most questions may not. */
    private static boolean isOdd(Glance glance) {
        return !glance.isAscii()
                || glance.digits() >= FEWEST_DIGITS_OF_A_PHONE
                || glance.mayHold(Guarded.LEAK)
                || glance.mayHold(Guarded.ADDRESS)
                || glance.mayHold(Guarded.PROFANITY);
    }

    private static void checkAsked(Question question, Set<Flaw> flaws) {
        String asked = question.stem() + "\n" + String.join("\n", question.options());
        if (Guarded.LEAK.isIn(asked) || hasAddress(asked) || hasPhone(asked)) {
            flaws.add(Flaw.LEAK);
        }
        if (Guarded.PROFANITY.isIn(asked)) {
            flaws.add(Flaw.PROFANITY);
        }
        if (!isLatin(asked)) {
            flaws.add(Flaw.LANG_MISMATCH);
        }
    }

    static boolean hasPhone(String text) {
        return Glance.at(text).digits() >= FEWEST_DIGITS_OF_A_PHONE && PHONE.matcher(text).find();
    }

    private static boolean hasAddress(String text) {
        if (!Guarded.ADDRESS.mayBeIn(text)) {
            return false;
        }
        var matcher = Guarded.ADDRESS.pattern().matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                String host = matcher.group(group);
                if (host != null && !EXAMPLE.matcher(host).matches()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isEnglish(List<String> stem) {
        if (stem.size() < ENOUGH_WORDS) {
            return true;
        }
        int functional = 0;
        for (String word : stem) {
            functional += Words.isFunctionWord(word) ? 1 : 0;
            if (functional >= FUNCTION_WORD_SHARE * stem.size()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLatin(String text) {
        int letters = 0;
        int latin = 0;
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (Words.isLetter(c)) {
                letters++;
                latin += c < 0x80 || UnicodeScript.of(c) == UnicodeScript.LATIN ? 1 : 0;
            }
        }
        return latin >= LATIN_SHARE * letters;
    }

    private static boolean isEmpty(Item item) {
        String explanation = item.question().explanation().strip();
        int length = explanation.codePointCount(0, explanation.length());
        return length < SHORT_EXPLANATION
                || item.isExplainedByKey()
                || (length <= LONGEST_THAT_ONLY_SAYS_WHICH
                        && Guarded.ONLY_SAYS_WHICH.isAllOf(withoutPeriod(explanation)));
    }

    private static String withoutPeriod(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
