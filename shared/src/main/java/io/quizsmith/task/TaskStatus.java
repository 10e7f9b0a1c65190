package io.quizsmith.task;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a task stands, and where it may go from there. Nothing else in the project decides that.
 */
public enum TaskStatus {
    QUEUED,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The states that a task may enter from this one; what changes else leaves it where it is. */
    public Set<TaskStatus> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(PROCESSING, COMPLETED, FAILED, CANCELLED);
            case PROCESSING -> EnumSet.of(QUEUED, COMPLETED, FAILED, CANCELLED);
            case FAILED -> EnumSet.of(QUEUED, COMPLETED); // a retry; a late result
            case CANCELLED -> EnumSet.of(QUEUED); // a retry
            case COMPLETED -> EnumSet.noneOf(TaskStatus.class);
        };
    }

    /** Queued or processing: something is still going to happen by itself. */
    public boolean isPending() {
        return switch (this) {
            case QUEUED, PROCESSING -> true;
            case COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    /** The word for it in the HTTP API and in the table, such as {@code queued}. */
    public String wire() {
        return wire;
    }

    /** The state that {@link #wire()} spells so, letter for letter. */
    public static Optional<TaskStatus> ofWire(String word) {
        for (TaskStatus status : values()) {
            if (status.wire.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** All words, in the order of a task's life. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TaskStatus::wire).toList();
    }
}
