package io.quizsmith.sqs;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why dispatch is to look at the line of waiting tasks: messages of the queue that are no tasks.
 */
public enum Wake {
    /** A task has ended at the worker: there is a place for one. */
    PLACE("line: a place is free"),
    /** A task had ended at the worker, and there was no place all the same: maybe there is now. */
    PLACE_AGAIN("line: a place may be free"),
    /** It is time to see whether the worker takes more. */
    POLL("line: poll");

    private final String body;

    Wake(String body) {
        this.body = body;
    }

    public String body() {
        return body;
    }

    /** The reason that a message's body says. */
    public static Optional<Wake> parse(String body) {
        return Arrays.stream(values()).filter(wake -> wake.body.equals(body)).findFirst();
    }
}
