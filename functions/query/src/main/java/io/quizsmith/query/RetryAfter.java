package io.quizsmith.query;

import io.quizsmith.http.Answer;
import io.quizsmith.task.Task;

/** When to ask again for what is not there yet. */
final class RetryAfter {

    /** A hand-over takes seconds, a quiz minutes. */
    private static final String QUEUED = "5";

    private static final String PROCESSING = "15";

    private RetryAfter() {}

    static Answer hint(Answer answer, Task task) {
        return switch (task.status()) {
            case QUEUED -> answer.with("Retry-After", QUEUED);
            case PROCESSING -> answer.with("Retry-After", PROCESSING);
            case COMPLETED, FAILED, CANCELLED -> answer;
        };
    }
}
