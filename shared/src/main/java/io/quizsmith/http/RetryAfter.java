package io.quizsmith.http;

import io.quizsmith.rollup.Eta;
import io.quizsmith.task.Task;

import java.util.Optional;

/** When to ask again for what is not there yet: when half of the tasks like it would be there. */
public final class RetryAfter {

    private static final long LEAST = 5;
    private static final long MOST = 60;

    /** Where there is no estimate: a hand-over takes seconds, a quiz minutes. */
    private static final String QUEUED = "5";

    private static final String PROCESSING = "15";

    private RetryAfter() {}

    /** The answer with a hint, where the task is pending. */
    public static Answer hint(Answer answer, Task task, Optional<Eta> eta) {
        return switch (task.status()) {
            case QUEUED -> answer.with("Retry-After", eta.map(RetryAfter::of).orElse(QUEUED));
            case PROCESSING ->
                    answer.with("Retry-After", eta.map(RetryAfter::of).orElse(PROCESSING));
            case COMPLETED, FAILED, CANCELLED -> answer;
        };
    }

    private static String of(Eta eta) {
        long seconds = eta.left().plusMillis(999).toSeconds();
        return Long.toString(Math.clamp(seconds, LEAST, MOST));
    }
}
