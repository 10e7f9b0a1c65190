package io.quizsmith.bulk;

import io.quizsmith.task.Task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An action on many tasks that were chosen once and for all.
 *
 * @param id sorts by time of creation
 * @param filter by which they were chosen, as the client is shown it
 * @param total how many they are
 * @param more whether the filter fits more than these
 * @param sample the first of them, as a list shows them
 * @param reason {@code ""} until it is run for the first time
 */
public record Bulk(
        String id,
        BulkAction action,
        Map<String, Object> filter,
        int total,
        boolean more,
        List<Map<String, Object>> sample,
        String reason,
        Instant createdAt,
        Tally tally) {

    /** More than these are never chosen at once. */
    public static final int MOST = 500;

    /** So many are worked on in one go. */
    public static final int PART = 25;

    /** How long it is kept. */
    public static final Duration LIFE = Duration.ofDays(30);

    public Bulk {
        filter = Map.copyOf(filter);
        sample = List.copyOf(sample);
    }

    /** Where it stands: a word of the HTTP API. */
    public String state() {
        if (reason.isEmpty()) {
            return "prepared";
        }
        return tally.done() < total ? "running" : "done";
    }

    public Instant expiresAt() {
        return createdAt.plus(LIFE);
    }

    public int parts() {
        return (total + PART - 1) / PART;
    }

    /** What stands in the history of each task. */
    public String reasonInHistory() {
        return mark() + reason;
    }

    /** Whether this very action was done to the task, by whoever carried it on. */
    public boolean wasDoneTo(Task task) {
        return task.history().stream()
                .anyMatch(
                        event ->
                                event.actor().equals("operator")
                                        && event.reason().startsWith(mark()));
    }

    private String mark() {
        return "bulk " + id + ": ";
    }
}
