package io.quizsmith.question;

/** How much a flaw weighs. */
public enum Severity {
    /** One is enough: nobody can use such a question. */
    HARD,
    /** One is told, two are too many. */
    SERIOUS,
    /** Told, and of no weight. */
    ADVISORY
}
