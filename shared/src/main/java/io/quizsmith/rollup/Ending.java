package io.quizsmith.rollup;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskEvent;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How a task ended, as the overview counts it. A task that is retried, or completed by a late
 * result, ends more than once.
 *
 * @param attempt the one that ended
 * @param reason of a failure, in a word; {@code ""} of other endings
 * @param waited from the request, or the try again, to the hand-over; empty where the attempt was
 *     never handed over, or its result came sooner than that was noted
 * @param ran of a completed task, from that hand-over to the end
 * @param asked how many questions the worker was asked for by that attempt; 0 where that is not
 *     known, as of the rest of a quiz
 */
public record Ending(
        TaskId task,
        int attempt,
        TaskStatus status,
        Instant at,
        String reason,
        Optional<Duration> waited,
        Optional<Duration> ran,
        int questions,
        int asked) {

    /** The ending of a task that has ended. */
    public static Ending of(Task task, String reason) {
        Instant at = task.completedAt().orElseThrow();
        Optional<Instant> handedOver = handedOverAt(task);
        boolean completed = task.status() == TaskStatus.COMPLETED;
        return new Ending(
                task.id(),
                task.attempt(),
                task.status(),
                at,
                reason,
                handedOver.map(begin -> between(task.queuedAt(), begin)),
                handedOver.filter(begin -> completed).map(begin -> between(begin, at)),
                completed ? task.questionsCreated() : 0,
                asked(task));
    }

    /**
     * What is left of a task that has ended does not say how many of its questions were missing.
     */
    private static int asked(Task task) {
        return task.isTopUp() ? 0 : task.request().quizSize();
    }

    /** When the worker took the current attempt. */
    private static Optional<Instant> handedOverAt(Task task) {
        return task.history().reversed().stream()
                .takeWhile(event -> !Task.QUEUED_BY.contains(event.what()))
                .filter(event -> event.what().equals("handed over"))
                .map(TaskEvent::at)
                .findFirst();
    }

    /** Clocks of two machines may differ: never less than zero. */
    private static Duration between(Instant begin, Instant end) {
        var duration = Duration.between(begin, end);
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** The minute in which it happened, by its beginning. */
    public Instant minute() {
        return minute(at);
    }

    public static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The same ending, with as many questions. */
    public Ending withQuestions(int number) {
        return new Ending(task, attempt, status, at, reason, waited, ran, number, asked);
    }
}
