package io.quizsmith.function;

import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.rollup.Ending;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.util.Map;

/**
 * Notes how tasks ended without questions, once that is written: for the overview, and for a
 * failure as a metric. The ending is what it is if that does not work.
 */
public final class Endings {

    private final EndedTable ended;
    private final Metrics metrics;
    private final Log log;

    Endings(EndedTable ended, Metrics metrics, Log log) {
        this.ended = ended;
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * To be called before the ending is written. A task that is completed with the questions that
     * it has is counted like every completed one: whether it came to be is looked up.
     */
    public Task announced(Task task) {
        if (task.status() == TaskStatus.COMPLETED) {
            ended.put(Ending.of(task, ""));
        }
        return task;
    }

    /**
     * The task failed for good, or was completed with the questions that it had.
     *
     * @param reason one constant word, such as {@code timeout}
     */
    public void failed(Task task, String reason) {
        if (task.status() == TaskStatus.COMPLETED) {
            var end = task.completedAt().orElseThrow();
            metrics.completed(Duration.between(task.startedAt().orElse(end), end));
        } else {
            metrics.failed(reason);
            note(Ending.of(task, reason));
        }
    }

    public void cancelled(Task task) {
        note(Ending.of(task, ""));
    }

    private void note(Ending ending) {
        try {
            ended.put(ending);
        } catch (SdkException notNoted) {
            log.warn("ending not counted", Map.of("task_id", ending.task()), notNoted);
        }
    }
}
