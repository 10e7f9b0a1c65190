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

    private static final Pattern QUERY =
            Pattern.compile("(?:.*&)?task=(task-[0-9-]+)&attempt=([1-9][0-9]{0,6})(?:&.*)?");

    /** The current one. */
    public static Attempt of(Task task) {
        return new Attempt(task.id(), task.attempt());
    }

    /** Such as {@code task=task-1-1674470400000&attempt=2}. */
    public String query() {
        return "task=" + task.value() + "&attempt=" + number;
    }

    /** The attempt that a query string names, if it does. */
    public static Optional<Attempt> inQuery(String query) {
        var matcher = QUERY.matcher(query);
        return matcher.matches()
                ? TaskId.parse(matcher.group(1))
                        .map(task -> new Attempt(task, Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
