package io.quizsmith.local.crash;

/** What the worker does with a task that it is given. */
enum Act {
    /** Accepts, and delivers in a while. */
    TAKE,
    /** The same, by an id of its own. */
    OWN_ID,
    /** Delivers before it accepts. */
    EARLY,
    EARLY_OWN_ID,
    /** Answers with the questions. */
    SYNC,
    /** Delivers twice. */
    TWICE,
    /** Delivers when the attempt is long over. */
    LATE,
    /** Some questions are of no use. */
    PARTIAL,
    /** No question is of use. */
    JUNK,
    /** Reports that it failed. */
    FAILS,
    FAILS_OWN_ID,
    /** Accepts and does nothing; asked, it says that it is at it. */
    SILENT,
    /** Accepts and delivers to nobody; asked, it has the questions. */
    LOST,
    /** Accepts and forgets. */
    FORGETS,
    /** 429. */
    BUSY,
    /** 500. */
    BROKEN,
    /** No answer. */
    RESET,
    /** 400. */
    REFUSES,
    /** 401. */
    UNAUTHORIZED
}
