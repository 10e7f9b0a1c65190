package io.quizsmith.task;

import io.quizsmith.user.UserId;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names a task: {@code task-<user id>-<epoch ms>}. */
public record TaskId(String value) {

    private static final Pattern FORM = Pattern.compile("task-[1-9][0-9]{0,18}-[0-9]{1,19}");

    public TaskId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a task id");
        }
    }

    public static TaskId of(UserId user, Instant createdAt) {
        return new TaskId("task-" + user.value() + "-" + createdAt.toEpochMilli());
    }

    /** Empty where the text has not the form of a task id. */
    public static Optional<TaskId> parse(String text) {
        return text != null && FORM.matcher(text).matches()
                ? Optional.of(new TaskId(text))
                : Optional.empty();
    }

    /** Whose the task is. */
    public UserId user() {
        return new UserId(Long.parseLong(value.split("-", 3)[1]));
    }

    /** Whether a task of this name is the user's. */
    public boolean isOf(UserId user) {
        return value.startsWith("task-" + user + "-");
    }

    /** The id of the user whose task it is, in digits: more, perhaps, than any user's has. */
    public String owner() {
        return value.substring("task-".length(), value.lastIndexOf('-'));
    }

    @Override
    public String toString() {
        return value;
    }
}
