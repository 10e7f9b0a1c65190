package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with the words of a question and of its explanation. */
final class TextRules {

    static final Guarded LEAK =
            new Guarded(
                    Pattern.compile(
                            "\\bas an ai (?:language )?(?:model|assistant)\\b|\\b(?:my|your) system prompt\\b"
                                    + "|\\bi (?:cannot|can't|am unable to) (?:assist|help|comply) with\\b"
                                    + "|\\bhere (?:is|are) (?:the|your) (?:\\d+ )?(?:quiz|questions?)\\b"
                                    + "|\\{\\{|\\}\\}|<\\|im_|\\[/?inst\\]|```|<script|\\[insert\\b"
                                    + "|\\[your [a-z ]+\\]|\\blorem ipsum\\b",
                            Pattern.CASE_INSENSITIVE),
                    "as an ai ,system prompt,i cannot ,i can't ,i am unable ,here is ,"
                            + "here are ,{{,}},<|im_,[inst,[/inst,[insert,```,<script,[your ,lorem ipsum");
    static final Pattern ADDRESS =
            Pattern.compile(
                    "\\bhttps?://([^\\s/'\"]+)|\\bwww\\.([^\\s/'\"]+)|(?<![\\w.+-])[\\w.+-]{1,64}@([\\w-]{1,63}\\.[\\w.-]{0,200}\\w)",
                    Pattern.CASE_INSENSITIVE);

    /** Names that belong to nobody (RFC 2606). */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?:.*\\.)?example\\.(?:com|org|net|edu)[.,;:?!)]*|.*\\.(?:example|invalid|test)[.,;:?!)]*",
                    Pattern.CASE_INSENSITIVE);

    static final Pattern PHONE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.,])(?:\\+|00)\\d{1,3}[ .-]?\\(?\\d{1,4}\\)?(?:[ .-]?\\d{2,4}){2,4}(?![\\p{N}])"
                            + "|(?<![\\p{L}\\p{N}.,])\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}(?![\\p{N}])");

    static final Guarded PROFANITY =
            new Guarded(
                    Pattern.compile(
                            "\\b(?:(?:mother)?fuck(?:s|ed|er|ers|ing)?|(?:bull)?shit(?:s|ty|ting)?|cunts?|arseholes?|assholes?"
                                    + "|bitch(?:es|y)?|bastards?|dickheads?|wank(?:er|ers|ing)?|sluts?|whores?|twats?|bollocks"
                                    + "|piss(?:ed)? off|goddamn)\\b",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS),
                    "fuck,shit,cunt,arsehole,asshole,bitch,bastard,dickhead,wank,slut,whore,"
                            + "twat,bollocks,piss,goddamn");

    /** One of these, or an at sign, is in every leak, every address and every vulgar word. */
    private static final Fragments SUSPICIOUS =
            LEAK.fragments().and(PROFANITY.fragments()).and(Fragments.of("http,www."));

    private static final int FEWEST_DIGITS_OF_A_PHONE = 6;
    private static final int SHORT_EXPLANATION = 20;
    static final Guarded ONLY_SAYS_WHICH =
            new Guarded(
                    Pattern.compile(
                            "(?:the )?(?:correct|right|best) (?:answer|option|choice|word|form) (?:is|would be) .{0,40}"
                                    + "|.{0,40} is (?:the )?(?:correct|right)(?: answer| option| choice)?",
                            Pattern.CASE_INSENSITIVE),
                    "correct,right,best");

    private static final double LATIN_SHARE = 0.9;
    private static final int ENOUGH_WORDS = 8;
    private static final double FUNCTION_WORD_SHARE = 0.15;

    private TextRules() {}

    static void check(Item item, Set<Flaw> flaws) {
        var question = item.question();
        String asked = question.stem() + "\n" + String.join("\n", question.options());
        if (hasPhone(asked)) {
            flaws.add(Flaw.LEAK);
        }
        if (isSuspicious(asked)) {
            checkSuspicious(asked, flaws);
        }
        if (!isEnglish(item.stem(), asked)) {
            flaws.add(Flaw.LANG_MISMATCH);
        }
        if (isEmpty(item)) {
            flaws.add(Flaw.EXPL_EMPTY);
        }
    }

    static boolean isSuspicious(String text) {
        return text.indexOf('@') >= 0 || SUSPICIOUS.isAnyIn(text);
    }

    private static void checkSuspicious(String asked, Set<Flaw> flaws) {
        if (LEAK.isIn(asked) || hasAddress(asked)) {
            flaws.add(Flaw.LEAK);
        }
        if (PROFANITY.isIn(asked)) {
            flaws.add(Flaw.PROFANITY);
        }
    }

    static boolean hasPhone(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
        }
        return digits >= FEWEST_DIGITS_OF_A_PHONE && PHONE.matcher(text).find();
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

    private static boolean isEnglish(List<String> stem, String asked) {
        if (!isLatin(asked)) {
            return false;
        }
        if (stem.size() < ENOUGH_WORDS) {
            return true;
        }
        long functional = stem.stream().filter(Words::isFunctionWord).count();
        return functional >= FUNCTION_WORD_SHARE * stem.size();
    }

    private static boolean isLatin(String text) {
        if (isAscii(text)) {
            return true;
        }
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

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(Item item) {
        String explanation = item.question().explanation().strip();
        return explanation.codePointCount(0, explanation.length()) < SHORT_EXPLANATION
                || item.isExplainedByKey()
                || ONLY_SAYS_WHICH.isAllOf(withoutPeriod(explanation));
    }

    private static String withoutPeriod(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
