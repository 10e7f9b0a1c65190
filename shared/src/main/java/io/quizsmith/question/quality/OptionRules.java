package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.util.Collections;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What can be wrong with the four options, compared with one another. */
final class OptionRules {

    private static final double LONG_KEY = 1.6;
    private static final int LONG_KEY_BY = 12;
    private static final double WIDE_SPREAD = 2;
    private static final int WIDE_SPREAD_BY = 20;

    /** "Never" or "must not" alone is an exercise on such words. */
    private static final int WORDS_OF_A_CLAIM = 3;

    static final Pattern LABEL = Pattern.compile("^\\(?([A-Da-d])[.)]\\s+(?=\\S)");
    private static final String FINAL_PUNCTUATION = " .,;:!?";
    static final Pattern OTHERS =
            Pattern.compile(
                    "(?:all|none|both|neither|any)(?: of)?(?: the)?"
                            + " (?:above|options?|answers?|choices|these|listed)"
                            + "(?: (?:options?|answers?|choices|above|are|is|correct|listed)){0,4}"
                            + "|(?:both )?[a-d](?: and | & |, ?)[a-d](?: are)?(?: both)?(?: correct)?",
                    Pattern.CASE_INSENSITIVE);
    private static final List<String> FIRST_OF_OTHERS =
            List.of("all", "none", "both", "neither", "any");
    private static final Pattern ABOUT_MARKS =
            Pattern.compile(
                    "capital|punctuat|full stop|comma|exclamation", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ABSOLUTES =
            Set.of(
                    "always",
                    "never",
                    "only",
                    "all",
                    "none",
                    "every",
                    "must",
                    "cannot",
                    "impossible");

    private OptionRules() {}

    static void check(Item item, Set<Flaw> flaws) {
        var question = item.question();
        if (distinct(question, OptionRules::loose) < question.options().size()) {
            checkSimilar(question, flaws);
        }
        int standIns = count(question.options(), OptionRules::standsForOthers);
        if (standIns == 1 || standIns == 2) {
            flaws.add(Flaw.ALL_NONE_ABOVE); // more are an exercise on such words
        }
        checkLengths(question, flaws);
        int key = question.keyPlace();
        int absolutes = 0;
        for (int i = 0; i < question.options().size(); i++) {
            if (isAbsolute(item.options().get(i)) && !standsForOthers(question.options().get(i))) {
                absolutes += i == key ? 2 : 1;
            }
        }
        if (absolutes == 1) {
            flaws.add(Flaw.ABSOLUTE);
        }
    }

    private static void checkSimilar(Question question, Set<Flaw> flaws) {
        if (distinct(question, option -> option) < question.options().size()) {
            flaws.add(Flaw.DUP_OPTION);
        } else if (!isAboutMarks(question)) {
            flaws.add(Flaw.SIMILAR_OPTION);
        }
    }

    /** Of the options as they are stored: where labels can be left out, they may have been. */
    static void checkLabels(Question question, Set<Flaw> flaws) {
        if (count(question.options(), option -> !label(option.strip()).isEmpty()) >= 2) {
            flaws.add(Flaw.NESTED_LABEL);
        }
    }

    private static int count(List<String> options, Predicate<String> are) {
        int count = 0;
        for (String option : options) {
            count += are.test(option) ? 1 : 0;
        }
        return count;
    }

    private static void checkLengths(Question question, Set<Flaw> flaws) {
        int key = length(question.keyText());
        var others = new IntSummaryStatistics();
        for (String option : question.distractors()) {
            others.accept(length(option));
        }
        if (key > others.getMax()
                && key > LONG_KEY * others.getAverage()
                && key - others.getAverage() > LONG_KEY_BY) {
            flaws.add(Flaw.LONGEST_KEY);
        }
        int longest = Math.max(key, others.getMax());
        int shortest = Math.min(key, others.getMin());
        if (longest > WIDE_SPREAD * shortest && longest - shortest > WIDE_SPREAD_BY) {
            flaws.add(Flaw.LENGTH_SPREAD);
        }
    }

    /** Whether no other option is as long as the key. */
    static boolean isKeyLongest(Question question) {
        int key = length(question.keyText());
        return count(question.options(), option -> length(option) >= key) == 1;
    }

    /** Whether the option is about other options: it makes sense only where they stand. */
    static boolean standsForOthers(String option) {
        return mayStandForOthers(option)
                && OTHERS.matcher(withoutFinalPunctuation(option)).matches();
    }

    /** By how it begins: with such a word, or with a single letter. */
    private static boolean mayStandForOthers(String option) {
        if (option.length() > 1 && (option.charAt(1) == ' ' || option.charAt(1) == ',')) {
            return true;
        }
        for (String word : FIRST_OF_OTHERS) {
            if (option.regionMatches(true, 0, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    /** The letter that an option calls itself, {@code ""} where it does not. */
    static String label(String option) {
        if (!mayHaveLabel(option)) {
            return "";
        }
        var matcher = LABEL.matcher(option);
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }

    private static boolean mayHaveLabel(String option) {
        int mark = option.startsWith("(") ? 2 : 1;
        return option.length() > mark && (option.charAt(mark) == '.' || option.charAt(mark) == ')');
    }

    static String withoutLabel(String option) {
        return LABEL.matcher(option).replaceFirst("");
    }

    private static int distinct(Question question, UnaryOperator<String> form) {
        var forms = new HashSet<String>();
        question.options().forEach(option -> forms.add(form.apply(option)));
        return forms.size();
    }

    private static String loose(String option) {
        return withoutFinalPunctuation(option).toLowerCase(Locale.ROOT);
    }

    static String withoutFinalPunctuation(String option) {
        int end = option.length();
        while (end > 0 && FINAL_PUNCTUATION.indexOf(option.charAt(end - 1)) >= 0) {
            end--;
        }
        return option.substring(0, end);
    }

    /** Then case and punctuation are what is asked for. */
    private static boolean isAboutMarks(Question question) {
        return List.of(
                        question.stem(),
                        question.directive(),
                        question.category(),
                        question.explanation())
                .stream()
                .anyMatch(text -> ABOUT_MARKS.matcher(text).find());
    }

    private static boolean isAbsolute(List<String> words) {
        return words.size() >= WORDS_OF_A_CLAIM && !Collections.disjoint(words, ABSOLUTES);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
