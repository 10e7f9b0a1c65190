package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with the words of a question and of its explanation. */
final class TextRules {

    private static final Pattern LEAK =
            Pattern.compile(
                    "\\bas an ai (?:language )?(?:model|assistant)\\b|\\b(?:my|your) system prompt\\b"
                            + "|\\bi (?:cannot|can't|am unable to) (?:assist|help|comply) with\\b"
                            + "|\\bhere (?:is|are) (?:the|your) (?:\\d+ )?(?:quiz|questions?)\\b"
                            + "|\\{\\{|\\}\\}|<\\|im_|\\[/?inst\\]|```|<script|\\[insert\\b"
                            + "|\\[your [a-z ]+\\]|\\blorem ipsum\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\bhttps?://([^\\s/'\"]+)|\\bwww\\.([^\\s/'\"]+)|(?<![\\w.+-])[\\w.+-]{1,64}@([\\w-]{1,63}\\.[\\w.-]{0,200}\\w)",
                    Pattern.CASE_INSENSITIVE);

    /** Names that belong to nobody (RFC 2606). */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:.*\\.)?example\\.(?:com|org|net|edu)[.,;:?!)]*|.*\\.(?:example|invalid|test)[.,;:?!)]*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern PHONE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.,])(?:\\+|00)\\d{1,3}[ .-]?\\(?\\d{1,4}\\)?(?:[ .-]?\\d{2,4}){2,4}(?![\\p{N}])"
                            + "|(?<![\\p{L}\\p{N}.,])\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}(?![\\p{N}])");

    private static final Pattern PROFANITY =
            Pattern.compile(
                    "\\b(?:(?:mother)?fuck(?:s|ed|er|ers|ing)?|(?:bull)?shit(?:s|ty|ting)?|cunts?|arseholes?|assholes?"
                            + "|bitch(?:es|y)?|bastards?|dickheads?|wank(?:er|ers|ing)?|sluts?|whores?|twats?|bollocks"
                            + "|piss(?:ed)? off|goddamn)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final int SHORT_EXPLANATION = 20;
    private static final Pattern ONLY_SAYS_WHICH =
            Pattern.compile(
                    "(?:the )?(?:correct|right|best) (?:answer|option|choice|word|form) (?:is|would be) .{0,40}"
                            + "|.{0,40} is (?:the )?(?:correct|right)(?: answer| option| choice)?",
                    Pattern.CASE_INSENSITIVE);

    private static final double LATIN_SHARE = 0.9;
    private static final int ENOUGH_WORDS = 8;
    private static final double FUNCTION_WORD_SHARE = 0.15;

    private TextRules() {}

    static void check(Question question, Set<Flaw> flaws) {
        String asked = question.stem() + "\n" + String.join("\n", question.options());
        if (LEAK.matcher(asked).find() || PHONE.matcher(asked).find() || hasAddress(asked)) {
            flaws.add(Flaw.LEAK);
        }
        if (PROFANITY.matcher(asked).find()) {
            flaws.add(Flaw.PROFANITY);
        }
        if (!isEnglish(question.stem(), asked)) {
            flaws.add(Flaw.LANG_MISMATCH);
        }
        if (isEmpty(question.explanation().strip(), question.keyText())) {
            flaws.add(Flaw.EXPL_EMPTY);
        }
    }

    private static boolean hasAddress(String text) {
        var matcher = ADDRESS.matcher(text);
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

    private static boolean isEnglish(String stem, String asked) {
        long letters = asked.codePoints().filter(Character::isLetter).count();
        long latin =
                asked.codePoints()
                        .filter(Character::isLetter)
                        .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                        .count();
        if (latin < LATIN_SHARE * letters) {
            return false;
        }
        var words = Words.of(stem.replace(Blanks.BLANK, " "));
        long functional = words.stream().filter(Words::isFunctionWord).count();
        return words.size() < ENOUGH_WORDS || functional >= FUNCTION_WORD_SHARE * words.size();
    }

    private static boolean isEmpty(String explanation, String key) {
        return explanation.codePointCount(0, explanation.length()) < SHORT_EXPLANATION
                || Words.of(explanation).equals(Words.of(key))
                || ONLY_SAYS_WHICH.matcher(withoutPeriod(explanation)).matches();
    }

    private static String withoutPeriod(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** What two explanations have in common if they are the same. */
    static String explanationKey(Question question) {
        return String.join(" ", Words.of(question.explanation())).toLowerCase(Locale.ROOT);
    }
}
