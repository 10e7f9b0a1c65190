package io.quizsmith.dynamo;

import io.quizsmith.task.TaskId;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message that was given up, as sweep found it, and what became of it.
 *
 * @param id when it was sent, and the message's own id: the same whenever it is found
 * @param body as much of it as tells a person where it comes from
 * @param task whose message it is; empty where it names none
 * @param found what sweep did with it, for a person
 * @param by who decided what becomes of it, {@code ""} while it is open
 * @param reason what they said, {@code ""} where they said nothing
 */
public record DeadLetter(
        String id,
        String body,
        Optional<TaskId> task,
        Instant sentAt,
        Instant foundAt,
        String found,
        State state,
        String by,
        Optional<Instant> at,
        String reason) {

    private static final Pattern ID = Pattern.compile("[0-9]{13}-[A-Za-z0-9_-]{1,100}");

    /** Whether somebody must look at it yet. */
    public enum State {
        OPEN,
        REDRIVEN,
        DISCARDED;

        /** The word for it in the HTTP API and in the table. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A letter that is found for the first time. */
    public static DeadLetter found(
            String id, String body, Optional<TaskId> task, Instant sentAt, Instant foundAt) {
        return new DeadLetter(
                id, body, task, sentAt, foundAt, "", State.OPEN, "", Optional.empty(), "");
    }

    /** Sorts by the time of sending, and is safe in an address. */
    public static String idOf(Instant sentAt, String messageId) {
        return TaskItem.createdKeyPrefix(sentAt)
                + "-"
                + messageId.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The same letter, with what sweep did. */
    public DeadLetter whichIs(String what) {
        return new DeadLetter(id, body, task, sentAt, foundAt, what, state, by, at, reason);
    }

    /** The same letter, once somebody has decided what becomes of it. */
    public DeadLetter decided(State newState, String who, String why, Instant when) {
        return new DeadLetter(
                id, body, task, sentAt, foundAt, found, newState, who, Optional.of(when), why);
    }
}
