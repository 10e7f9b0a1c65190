package io.quizsmith.task;

import io.quizsmith.question.Quality;
import io.quizsmith.user.UserId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Tasks for tests, where only their state matters. */
public final class SampleTasks {

    public static final Limits LIMITS =
            new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    private SampleTasks() {}

    /** As many questions as were asked for, and nothing wrong with them. */
    public static Quality quality(int questions) {
        return new Quality(questions, questions, questions, 0, List.of(), List.of(), Set.of(), 100);
    }

    /** A task that its user has just asked for. */
    public static Task queued(UserId user, Instant createdAt) {
        return queued(user, createdAt, 10);
    }

    /** As above, for so many questions. */
    public static Task queued(UserId user, Instant createdAt, int size) {
        var request =
                new QuizRequest(
                        size,
                        "Advanced",
                        "",
                        "job",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        OptionalInt.empty());
        var id = TaskId.of(user, createdAt);
        return Task.queued(id, user, "learner" + user, request, LIMITS.at(createdAt));
    }
}
