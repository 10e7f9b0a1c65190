package io.quizsmith.http;

import io.quizsmith.rollup.Eta;
import io.quizsmith.task.Task;

import java.util.Optional;

/** When to ask again for what is not there yet: when half of the tasks like it would be there. */
public final class RetryAfter {

    public static final String HEADER = "Retry-After";

    private static final long LEAST = 5;
    private static final long MOST = 60;

    /** Where there is no estimate: a hand-over takes seconds, a quiz minutes. */
    private static final String QUEUED = "5";

    private static final String PROCESSING = "15";

    private RetryAfter() {}

    /** The answer with a hint, where the task is pending. */
    public static Answer hint(Answer answer, Task task, Optional<Eta> eta) {
        return of(task, eta).map(seconds -> answer.with(HEADER, seconds)).orElse(answer);
    }

    /** The header's value, where the task is pending. */
    public static Optional<String> of(Task task, Optional<Eta> eta) {
        return switch (task.status()) {
            case QUEUED -> Optional.of(eta.map(RetryAfter::of).orElse(QUEUED));
            case PROCESSING -> Optional.of(eta.map(RetryAfter::of).orElse(PROCESSING));
            case COMPLETED, FAILED, CANCELLED -> Optional.empty();
        };
    }

    private static String of(Eta eta) {
        long seconds = eta.left().plusMillis(999).toSeconds();
        return Long.toString(Math.clamp(seconds, LEAST, MOST));
    }
}
