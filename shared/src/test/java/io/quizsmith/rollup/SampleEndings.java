package io.quizsmith.rollup;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Endings for tests, where only their times matter. */
public final class SampleEndings {

    private SampleEndings() {}

    public static Ending completed(int asked, Duration waited, Duration ran) {
        return new Ending(
                new TaskId("task-1-1"),
                1,
                TaskStatus.COMPLETED,
                Instant.EPOCH,
                "",
                Optional.of(waited),
                Optional.of(ran),
                asked,
                asked);
    }
}
