package io.quizsmith.result;

import io.quizsmith.task.Task;

import java.util.Optional;

/** How news of a failed attempt stands to the attempt that is current. */
enum Standing {
    CURRENT,
    EARLIER,
    /** An earlier attempt was given up without the worker's word: this may be its word. */
    DOUBTFUL;

    /**
     * Workers that use the address they are given, repeat {@code attempt}, or quote an id of their
     * own say of which attempt they speak. Where one does not, its word is for the current attempt
     * if there is no other that it could be for.
     */
    static Standing of(Optional<Integer> attempt, Task task) {
        if (attempt.isPresent()) {
            return attempt.get() == task.attempt() ? CURRENT : EARLIER;
        }
        if (task.unheard()) {
            return DOUBTFUL;
        }
        return switch (task.status()) {
            case PROCESSING -> CURRENT;
            case QUEUED -> task.attempt() == 1 ? CURRENT : EARLIER;
            case COMPLETED, FAILED, CANCELLED -> EARLIER;
        };
    }
}
