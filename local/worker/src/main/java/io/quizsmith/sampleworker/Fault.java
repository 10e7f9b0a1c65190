package io.quizsmith.sampleworker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the sample worker misbehaves: always, or for one request that asks for it. */
public enum Fault {
    /** It does not. */
    NONE,
    /** Takes four times as long. */
    SLOW,
    /** Accepts and is never heard of again; asked, it says that it is still at it. */
    SILENT,
    /** Accepts and never calls back; asked, it has the questions. */
    LOST,
    /** Sends its callback twice at the same time. */
    TWICE,
    /** Calls back after {@link Settings#lateFactor()} times the delay. */
    LATE,
    /** Calls back before it answers 202. */
    EARLY,
    /** Quotes its own id of the task instead of ours. */
    OWN_ID,
    /** Answers 200 with the questions at once, without a callback. */
    SYNC,
    /** Calls back with a token that is not ours. */
    WRONG_TOKEN,
    /** Delivers questions none of which can be used. */
    BROKEN,
    /** Delivers questions of which every third cannot be used. */
    PARTIAL,
    /** Delivers no question at all. */
    EMPTY,
    /** Reports that it failed. */
    FAILS,
    /** Answers 429 to the first two tries of a task. */
    BUSY,
    /** Answers 500. Where it is the worker's own fault, to every request. */
    DOWN,
    /** Answers 500 to the first try of a task. */
    FLAKY,
    /** Closes the connection without an answer. */
    RESET,
    /** Answers 422: it does not want this task. */
    REFUSES,
    /** Answers 401 although the token is right. */
    UNAUTHORIZED,
    /** Answers with a redirect to itself. */
    REDIRECT,
    /** Answers 202 with a body that is not JSON, then calls back as it should. */
    GARBAGE;

    /** The fault of that name, in any case, with {@code -} or {@code _}. */
    public static Optional<Fault> named(String name) {
        String constant = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values()).filter(fault -> fault.name().equals(constant)).findFirst();
    }
}
