package io.quizsmith.result;

import io.quizsmith.question.Quiz.Rejected;

import java.util.List;

/** What a callback came to. */
public sealed interface Outcome {

    /** The questions are stored and the task is completed, by this callback or by one before. */
    record Saved(int saved, List<Rejected> rejected, boolean duplicate) implements Outcome {}

    /** The worker's report of failure was taken in. */
    record FailureNoted(String taskStatus) implements Outcome {}

    record NothingUsable(List<Rejected> rejected) implements Outcome {}

    /** The task had been cancelled. */
    record Ignored() implements Outcome {}

    record UnknownTask() implements Outcome {}

    record AnotherUsersTask() implements Outcome {}
}
