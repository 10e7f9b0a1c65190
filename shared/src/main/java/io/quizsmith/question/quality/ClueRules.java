package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a question gives its answer away: by its sound, its words, or what stands beside the blank.
 */
final class ClueRules {

    private static final Pattern ARTICLE =
            Pattern.compile("(?:^|[^\\p{L}'’])(an?) ['\"‘“]?_____", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Pattern VOWEL_SOUND =
            Pattern.compile(
                    "(?:hour|honest|heir|honou?r|mba\\b|mp\\b|sms\\b|fbi\\b|nda\\b|rsvp\\b|hr\\b|x-ray|[aefhilmnorsx]\\b|8|11\\b|18\\b"
                            + "|(?!uni[^nm]|unique|use|usu|utensil|uti|eu|ewe|one\\b|one-|once|ubiq|u\\b|uk\\b|us\\b|usb\\b|ufo\\b)[aeiou])"
                            + ".*");

    /** Words that may well stand twice: "the news that that man brought", "he had had enough". */
    private static final Set<String> MAY_STAND_TWICE = Set.of("that", "had");

    private static final Pattern MARK_AT_END = Pattern.compile("[.,;:!?]$");
    private static final Pattern MARK_AT_START = Pattern.compile("^[.,;:!?]");

    private ClueRules() {}

    static void check(Question question, Set<Flaw> flaws) {
        if (Blanks.count(question.stem()) == 1) {
            checkBlank(question, flaws);
        }
        checkKey(question, flaws);
    }

    private static void checkBlank(Question question, Set<Flaw> flaws) {
        int at = question.stem().indexOf(Blanks.BLANK);
        String before = question.stem().substring(0, at);
        String after = question.stem().substring(at + Blanks.BLANK.length());
        if (isEchoed(question.keyText(), before, after)) {
            flaws.add(Flaw.BLANK_ECHO);
        }
        var article = ARTICLE.matcher(question.stem());
        if (article.find() && !isAboutArticles(question)) {
            boolean vowel = article.group(1).equalsIgnoreCase("an");
            boolean ruledOut =
                    question.options().stream().anyMatch(option -> hasVowelSound(option) != vowel);
            if (ruledOut) {
                flaws.add(Flaw.ARTICLE_CUE);
            }
        }
    }

    private static boolean isEchoed(String key, String before, String after) {
        if (MARK_AT_END.matcher(key).find() && MARK_AT_START.matcher(after).find()) {
            return true;
        }
        var words = Words.of(key);
        if (words.isEmpty()) {
            return false;
        }
        var left = Words.of(lastWords(before));
        var right = Words.of(firstWords(after));
        return (!left.isEmpty() && isTwice(left.getLast(), words.getFirst()))
                || (!right.isEmpty() && isTwice(words.getLast(), right.getFirst()));
    }

    private static boolean isTwice(String word, String next) {
        return word.equals(next) && !MAY_STAND_TWICE.contains(word);
    }

    /** What stands before the blank with nothing but a space between. */
    private static String lastWords(String before) {
        return before.matches("(?s).*[\\p{L}\\p{N}] $") ? before : "";
    }

    private static String firstWords(String after) {
        return after.matches("(?s) [\\p{L}\\p{N}].*") ? after : "";
    }

    private static boolean isAboutArticles(Question question) {
        return question.category().toLowerCase(Locale.ROOT).contains("article")
                || question.options().stream()
                        .map(Words::of)
                        .anyMatch(words -> words.stream().anyMatch(ARTICLES::contains));
    }

    private static boolean hasVowelSound(String option) {
        return VOWEL_SOUND.matcher(option.toLowerCase(Locale.ROOT).strip()).matches();
    }

    private static void checkKey(Question question, Set<Flaw> flaws) {
        var stem = Words.of(question.stem().replace(Blanks.BLANK, " "));
        var key = Words.of(question.keyText());
        if (key.stream().anyMatch(Words::isContentWord)
                && contains(stem, key)
                && question.distractors().stream()
                        .noneMatch(option -> contains(stem, Words.of(option)))) {
            flaws.add(Flaw.KEY_IN_STEM);
            return;
        }
        var shared = contentStems(stem);
        shared.retainAll(contentStems(key));
        question.distractors().forEach(option -> shared.removeAll(contentStems(Words.of(option))));
        if (!shared.isEmpty()) {
            flaws.add(Flaw.WORD_REPEAT);
        }
    }

    private static boolean contains(List<String> words, List<String> part) {
        return !part.isEmpty() && Collections.indexOfSubList(words, part) >= 0;
    }

    private static Set<String> contentStems(List<String> words) {
        var stems = new ArrayList<String>();
        words.stream().filter(Words::isContentWord).map(Words::stem).forEach(stems::add);
        return new HashSet<>(stems);
    }
}
