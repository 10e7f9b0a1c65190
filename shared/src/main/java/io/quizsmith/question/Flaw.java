package io.quizsmith.question;

import static io.quizsmith.question.Severity.ADVISORY;
import static io.quizsmith.question.Severity.HARD;
import static io.quizsmith.question.Severity.SERIOUS;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with a question or a quiz, as far as a rule can see it. */
public enum Flaw {
    STRUCTURE(HARD, RuleSet.STRUCTURE, "is malformed"),
    DUP_OPTION(HARD, RuleSet.ITEMS, "two options are the same"),
    BLANK_MISSING(HARD, RuleSet.ITEMS, "must have exactly one blank"),
    LEAK(HARD, RuleSet.ITEMS, "holds an address, a template or a model's own words"),
    NEAR_DUP_QUIZ(HARD, RuleSet.DUPLICATES, "is nearly the same as an earlier question"),

    SIMILAR_OPTION(SERIOUS, RuleSet.ITEMS, "two options differ only in case or final punctuation"),
    NESTED_LABEL(SERIOUS, RuleSet.ITEMS, "options begin with a letter of their own"),
    ALL_NONE_ABOVE(SERIOUS, RuleSet.ITEMS, "an option stands for other options"),
    LONGEST_KEY(SERIOUS, RuleSet.ITEMS, "the right option is by far the longest"),
    BLANK_ECHO(SERIOUS, RuleSet.ITEMS, "the right option repeats what stands beside the blank"),
    KEY_IN_STEM(SERIOUS, RuleSet.ITEMS, "the right option stands in the question"),
    ARTICLE_CUE(SERIOUS, RuleSet.ITEMS, "'a' or 'an' before the blank rules options out"),
    NEGATIVE_STEM(SERIOUS, RuleSet.ITEMS, "asks for what is not so, without capitals"),
    NOT_SELF_CONTAINED(SERIOUS, RuleSet.ITEMS, "speaks of something that is not there"),
    EXPL_EMPTY(SERIOUS, RuleSet.ITEMS, "has no explanation that explains"),
    EXPL_DUP(SERIOUS, RuleSet.ITEMS, "has the explanation of another question"),
    LANG_MISMATCH(SERIOUS, RuleSet.ITEMS, "is not in English"),
    PROFANITY(SERIOUS, RuleSet.ITEMS, "holds a vulgar word"),
    NEAR_DUP_HISTORY(SERIOUS, RuleSet.DUPLICATES, "was nearly so in a recent quiz of the user"),

    LENGTH_SPREAD(ADVISORY, RuleSet.ITEMS, "options differ much in length"),
    WORD_REPEAT(ADVISORY, RuleSet.ITEMS, "only the right option has a word of the question"),
    ABSOLUTE(ADVISORY, RuleSet.ITEMS, "a wrong option gives itself away by an absolute word"),
    EXPL_LETTER(ADVISORY, RuleSet.KEYS, "the explanation names options by their letters"),

    /** Of a quiz. */
    POS_BALANCE(ADVISORY, RuleSet.KEYS, "one letter is right too often"),
    /** Of a quiz. */
    LONGEST_RATE(ADVISORY, RuleSet.ITEMS, "the longest option is right too often");

    private final Severity severity;
    private final RuleSet set;
    private final String reason;

    Flaw(Severity severity, RuleSet set, String reason) {
        this.severity = severity;
        this.set = set;
        this.reason = reason;
    }

    public Severity severity() {
        return severity;
    }

    public RuleSet set() {
        return set;
    }

    /** For the worker: what it did wrong. */
    public String reason() {
        return name() + ": " + reason;
    }

    /** Whether it is more than advice. */
    public boolean counts() {
        return severity != ADVISORY;
    }

    /** Whether a question with these should not be asked. */
    public static boolean areTooMany(Collection<Flaw> flaws) {
        int serious = 0;
        for (var flaw : flaws) {
            serious += flaw.severity == HARD ? 2 : flaw.severity == SERIOUS ? 1 : 0;
        }
        return serious >= 2;
    }

    /** Empty for a name that was given by another version of this list. */
    public static Optional<Flaw> named(String name) {
        return Arrays.stream(values()).filter(flaw -> flaw.name().equals(name)).findFirst();
    }

    static Set<Flaw> copy(Collection<Flaw> flaws) {
        var copy = EnumSet.noneOf(Flaw.class);
        copy.addAll(flaws);
        return Collections.unmodifiableSet(copy);
    }
}
