package io.quizsmith.bulk;

import io.quizsmith.task.TaskStatus;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What operators may do to many tasks at once. */
public enum BulkAction {
    CANCEL,
    RETRY,
    FAIL;

    /** The states of the tasks that it can be done to. */
    public Set<TaskStatus> takes() {
        return switch (this) {
            case CANCEL, FAIL -> EnumSet.of(TaskStatus.QUEUED, TaskStatus.PROCESSING);
            case RETRY -> EnumSet.of(TaskStatus.FAILED, TaskStatus.CANCELLED);
        };
    }

    /** The word for it in the HTTP API and in the table. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BulkAction> ofWire(String word) {
        return Arrays.stream(values()).filter(action -> action.wire().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(BulkAction::wire).toList();
    }
}
