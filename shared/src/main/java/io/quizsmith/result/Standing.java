package io.quizsmith.result;

import io.quizsmith.task.Task;

import java.util.Optional;

/** How news of a failed attempt stands to the attempt that is current. */
enum Standing {
    CURRENT,
    EARLIER,
    /** It does not say of which attempt it is, and there have been several. */
    DOUBTFUL;

    /**
     * Workers that use the address they are given, repeat {@code attempt}, or quote an id of their
     * own say of which attempt they speak. Where one does not, its word may be of any attempt so
     * far: a worker repeats a report whose answer got lost.
     */
    static Standing of(Optional<Integer> attempt, Task task) {
        if (attempt.isPresent()) {
            return attempt.get() == task.attempt() ? CURRENT : EARLIER;
        }
        return task.attempt() == 1 ? CURRENT : DOUBTFUL;
    }
}
