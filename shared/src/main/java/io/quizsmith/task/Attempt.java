package io.quizsmith.task;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One hand-over of a task to the worker. The address for its callback carries it, so that what
 * comes back is never taken for the answer to another.
 *
 * @param number from 1
 */
public record Attempt(TaskId task, int number) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,6}");

    /** The current one. */
    public static Attempt of(Task task) {
        return new Attempt(task.id(), task.attempt());
    }

    /** Such as {@code task=task-1-1674470400000&attempt=2}. */
    public String query() {
        return "task=" + task.value() + "&attempt=" + number;
    }

    /** What a query carries as {@code task} and {@code attempt}, if they are such. */
    public static Optional<Attempt> parse(String task, String attempt) {
        return NUMBER.matcher(attempt).matches()
                ? TaskId.parse(task).map(id -> new Attempt(id, Integer.parseInt(attempt)))
                : Optional.empty();
    }
}
