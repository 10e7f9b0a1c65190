package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;

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
            Pattern.compile("(?:^|[^\\p{L}'’])(an?) ['\"‘“]?\\z", Pattern.CASE_INSENSITIVE);

    /** As long as what the pattern finds, and one character more: there no text begins. */
    private static final int ARTICLE_AND_MORE = 7;

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Pattern VOWEL_SOUND =
            Pattern.compile(
                    "(?:hour|honest|heir|honou?r|mba\\b|mp\\b|sms\\b|fbi\\b|nda\\b|rsvp\\b|hr\\b|x-ray|[aefhilmnorsx]\\b|8|11\\b|18\\b"
                            + "|(?!uni[^nm]|unique|use|usu|utensil|uti|eu|ewe|one\\b|one-|once|ubiq|u\\b|uk\\b|us\\b|usb\\b|ufo\\b)[aeiou])"
                            + ".*");

    /** Words that may well stand twice: "the news that that man brought", "he had had enough". */
    private static final Set<String> MAY_STAND_TWICE = Set.of("that", "had");

    private static final Pattern MARK_AT_END = Pattern.compile("[.,;:!?]$");
    private static final String MARKS = ".,;:!?";
    private static final String QUOTES = "'\"‘“";

    private ClueRules() {}

    static void check(Item item, Set<Flaw> flaws) {
        if (Blanks.count(item.question().stem()) == 1) {
            checkBlank(item, flaws);
        }
        checkKey(item, flaws);
    }

    private static void checkBlank(Item item, Set<Flaw> flaws) {
        var question = item.question();
        int at = question.stem().indexOf(Blanks.BLANK);
        String before = question.stem().substring(0, at);
        String after = question.stem().substring(at + Blanks.BLANK.length());
        if (isEchoed(item, before, after)) {
            flaws.add(Flaw.BLANK_ECHO);
        }
        String article = articleAtEnd(before);
        if (!article.isEmpty() && !isAboutArticles(item)) {
            boolean vowel = article.equalsIgnoreCase("an");
            boolean ruledOut =
                    question.options().stream().anyMatch(option -> hasVowelSound(option) != vowel);
            if (ruledOut) {
                flaws.add(Flaw.ARTICLE_CUE);
            }
        }
    }

    /** The article with which the text before a blank ends, {@code ""} where it does not. */
    static String articleAtEnd(String before) {
        if (!endsWithArticle(before)) {
            return "";
        }
        int to = before.length();
        var article = ARTICLE.matcher(before).region(Math.max(0, to - ARTICLE_AND_MORE), to);
        return article.find() ? article.group(1) : "";
    }

    /** Or with a word that ends so. */
    private static boolean endsWithArticle(String before) {
        int end = before.length();
        if (end > 0 && QUOTES.indexOf(before.charAt(end - 1)) >= 0) {
            end--;
        }
        return before.regionMatches(true, end - 2, "a ", 0, 2)
                || before.regionMatches(true, end - 3, "an ", 0, 3);
    }

    private static boolean isEchoed(Item item, String before, String after) {
        if (!after.isEmpty()
                && MARKS.indexOf(after.charAt(0)) >= 0
                && MARK_AT_END.matcher(item.question().keyText()).find()) {
            return true;
        }
        var key = item.key();
        if (key.isEmpty()) {
            return false;
        }
        return (endsWithWord(before)
                        && isTwice(item.stem().get(item.beforeBlank() - 1), key.getFirst()))
                || (beginsWithWord(after)
                        && isTwice(key.getLast(), item.stem().get(item.beforeBlank())));
    }

    private static boolean isTwice(String word, String next) {
        return word.equals(next) && !MAY_STAND_TWICE.contains(word);
    }

    /** With nothing but a space between it and the blank. */
    private static boolean endsWithWord(String before) {
        return before.length() > 1
                && before.endsWith(" ")
                && Words.isPart(before.codePointBefore(before.length() - 1));
    }

    private static boolean beginsWithWord(String after) {
        return after.length() > 1 && after.startsWith(" ") && Words.isPart(after.codePointAt(1));
    }

    private static boolean isAboutArticles(Item item) {
        return item.question().category().toLowerCase(Locale.ROOT).contains("article")
                || item.options().stream()
                        .anyMatch(words -> words.stream().anyMatch(ARTICLES::contains));
    }

    private static boolean hasVowelSound(String option) {
        return VOWEL_SOUND.matcher(option.toLowerCase(Locale.ROOT).strip()).matches();
    }

    private static void checkKey(Item item, Set<Flaw> flaws) {
        var telling = contentStems(item.key());
        if (telling.isEmpty()) {
            return;
        }
        var stem = item.stem();
        var distractors = item.distractors();
        if (contains(stem, item.key())
                && distractors.stream().noneMatch(words -> contains(stem, words))) {
            flaws.add(Flaw.KEY_IN_STEM);
            return;
        }
        telling.retainAll(contentStems(stem));
        for (int i = 0; i < distractors.size() && !telling.isEmpty(); i++) {
            telling.removeAll(contentStems(distractors.get(i)));
        }
        if (!telling.isEmpty()) {
            flaws.add(Flaw.WORD_REPEAT);
        }
    }

    private static boolean contains(List<String> words, List<String> part) {
        return !part.isEmpty() && Collections.indexOfSubList(words, part) >= 0;
    }

    private static Set<String> contentStems(List<String> words) {
        var stems = new HashSet<String>();
        for (String word : words) {
            if (Words.isContentWord(word)) {
                stems.add(Words.stem(word));
            }
        }
        return stems;
    }
}
