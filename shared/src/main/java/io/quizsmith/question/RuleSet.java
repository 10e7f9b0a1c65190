package io.quizsmith.question;

/** Rules that are switched together. */
public enum RuleSet {
    /** What makes a question one at all; always enforced. */
    STRUCTURE,
    /** How a question is written. */
    ITEMS,
    /** Where in a quiz its keys stand. */
    KEYS,
    /** What a learner has seen already. */
    DUPLICATES
}
