package io.quizsmith.bulk;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

/**
 * A task of a bulk action, as it stood when the tasks were chosen. A task that has left a state in
 * one attempt never comes back to it in the same attempt: so the two tell whether it has moved on.
 */
public record Member(TaskId task, TaskStatus status, int attempt) {

    /** Whether the task stands where it stood. */
    public boolean isStillSo(Task now) {
        return now.status() == status && now.attempt() == attempt;
    }
}
