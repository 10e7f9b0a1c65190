package io.quizsmith.result;

import io.quizsmith.task.Attempt;
import io.quizsmith.user.UserRef;

import java.util.List;
import java.util.Optional;

/**
 * What a worker says of a task.
 *
 * @param workerTaskId our id of the task, or the worker's own
 * @param origin the hand-over that it answers, where the address or the body says so
 * @param user whose task it is; absent in some reports of failure
 * @param body as it came, for the audit
 */
public record Callback(
        String workerTaskId,
        Optional<Attempt> origin,
        Optional<UserRef> user,
        Content content,
        byte[] body) {

    /** The news. */
    public sealed interface Content {
        /** Questions as the worker sent them, not yet checked; at least one. */
        record Delivered(List<?> questions) implements Content {}

        /** The worker could not do it. */
        record Failed() implements Content {}
    }
}
