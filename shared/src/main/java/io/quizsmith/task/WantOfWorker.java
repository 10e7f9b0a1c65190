package io.quizsmith.task;

import java.time.Duration;
import java.util.Set;

/**
 * Failures that are nobody's fault but a missing worker's: what the client is told, and how such
 * tasks are found again once there is a worker.
 */
public final class WantOfWorker {

    public static final String UNREACHABLE =
            "The AI worker could not be reached, although it was tried several times";

    public static final String WAITED_TOO_LONG =
            "The AI worker was busy for " + Task.LONGEST_WAIT.toHours() + " hours";

    private static final String NEVER_STARTED = "No AI worker could take the task within ";
    private static final Set<String> ENDED_BY = Set.of("sweep", "dispatch");

    private WantOfWorker() {}

    public static String neverStarted(Duration within) {
        return NEVER_STARTED + within.toMinutes() + " minutes";
    }

    /** Whether the task has failed for want of a worker, whatever was noted on it afterwards. */
    public static boolean failed(Task task) {
        return task.status() == TaskStatus.FAILED
                && task.history().reversed().stream()
                        .filter(event -> event.what().equals("failed"))
                        .findFirst()
                        .filter(event -> ENDED_BY.contains(event.actor()))
                        .filter(event -> isSaidBy(event.reason()))
                        .isPresent();
    }

    private static boolean isSaidBy(String reason) {
        return reason.equals(UNREACHABLE)
                || reason.equals(WAITED_TOO_LONG)
                || reason.startsWith(NEVER_STARTED);
    }
}
