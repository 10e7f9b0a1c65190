package io.quizsmith.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What handing a task to the worker came to. */
public sealed interface HandOver {

    /**
     * The worker has it. {@code workersId} is what it calls the task, {@code ""} where it did not
     * say.
     */
    record Taken(String workersId) implements HandOver {}

    /** A synchronous worker: the questions came at once. */
    record Answered(List<?> questions) implements HandOver {}

    /** Not now: no failure of the task. */
    record Busy(Optional<Duration> retryAfter) implements HandOver {}

    /** It cannot be told whether the worker has it; to be tried again. */
    record Faulty(String why, Optional<Duration> retryAfter) implements HandOver {}

    /** Our address or token is wrong, not the task; to be tried again once a person acted. */
    record Misconfigured(String why) implements HandOver {}

    /** The worker does not want this task. */
    record Refused(int status) implements HandOver {}
}
