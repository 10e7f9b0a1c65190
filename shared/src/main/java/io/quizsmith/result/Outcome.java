package io.quizsmith.result;

import io.quizsmith.question.Rejections;

/** What a callback came to. */
public sealed interface Outcome {

    /** The questions are stored and the task is completed, by this callback or by one before. */
    record Saved(int saved, Rejections rejected, boolean duplicate) implements Outcome {}

    /** The worker's report of failure was taken in. */
    record FailureNoted(String taskStatus) implements Outcome {}

    record NothingUsable(Rejections rejected) implements Outcome {}

    /** The task had been cancelled. */
    record Ignored() implements Outcome {}

    record UnknownTask() implements Outcome {}

    record AnotherUsersTask() implements Outcome {}
}
