package io.quizsmith.task;

import java.time.Duration;
import java.time.Instant;

/**
 * How long and how often a task is tried.
 *
 * @param maxAttempts hand-overs for one request of the client
 * @param taskDeadline how long the worker has for one attempt
 * @param startDeadline how long a task may wait for a worker that is not reached
 */
public record Limits(int maxAttempts, Duration taskDeadline, Duration startDeadline) {

    /** The times of a step that happens now. */
    public Task.Times at(Instant now) {
        return new Task.Times(now, startDeadline);
    }

    /** Whether the task may be handed over once more. */
    public boolean allowAnotherAttempt(Task task) {
        return task.attemptsUsed() < maxAttempts;
    }
}
