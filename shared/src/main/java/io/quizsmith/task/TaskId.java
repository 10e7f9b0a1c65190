package io.quizsmith.task;

import io.quizsmith.user.UserId;

import java.time.Instant;
import java.util.Optional;

/** Names a task: {@code task-<user id>-<epoch ms>}. */
public record TaskId(String value) {

    private static final String START = "task-";
    private static final int MOST_DIGITS = 19;

    public TaskId {
        if (!hasTheForm(value)) {
            throw new IllegalArgumentException("not a task id");
        }
    }

    public static TaskId of(UserId user, Instant createdAt) {
        return new TaskId(START + user.value() + "-" + createdAt.toEpochMilli());
    }

    /** Empty where the text has not the form of a task id. */
    public static Optional<TaskId> parse(String text) {
        return text != null && hasTheForm(text) ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    private static boolean hasTheForm(String text) {
        int dash = text.lastIndexOf('-');
        return text.startsWith(START)
                && isNumber(text, START.length(), dash)
                && text.charAt(START.length()) != '0'
                && isNumber(text, dash + 1, text.length());
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from && to - from <= MOST_DIGITS;
    }

    /** Whose the task is. */
    public UserId user() {
        return new UserId(Long.parseLong(value.split("-", 3)[1]));
    }

    /** Whether a task of this name is the user's. */
    public boolean isOf(UserId user) {
        return value.startsWith(START + user + "-");
    }

    /** The id of the user whose task it is, in digits: more, perhaps, than any user's has. */
    public String owner() {
        return value.substring(START.length(), value.lastIndexOf('-'));
    }

    @Override
    public String toString() {
        return value;
    }
}
