package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;
import io.quizsmith.submit.TaskChanges.Asked;
import io.quizsmith.submit.TaskChanges.Changed;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import java.util.HashMap;
import java.util.Optional;

/** What clients and operators may do to one task that exists. */
final class ChangeTask {

    private final TaskTable tasks;
    private final TaskChanges changes;
    private final CallerUsers callers;
    private final Accepted accepted;

    ChangeTask(TaskTable tasks, TaskChanges changes, CallerUsers callers, Accepted accepted) {
        this.tasks = tasks;
        this.changes = changes;
        this.callers = callers;
        this.accepted = accepted;
    }

    /**
     * A change that is asked for.
     *
     * @param reason {@code ""} where none is given
     */
    record Wish(TaskId id, Caller caller, String reason, String requestId) {

        private Asked by(Task task) {
            return new Asked(caller.actor(task), reason);
        }
    }

    /** What a task may have changed to since it was read, or the answer. */
    private sealed interface Next {
        record Look(Task current) implements Next {}

        record Reply(Answer answer) implements Next {}
    }

    /** One try, over the task as it was read. */
    private interface Step {
        Next take(Task task, Wish wish);
    }

    /** POST cancel, or DELETE: 200 with the task. Repeating it is harmless. */
    Answer cancel(Wish wish) {
        return untilAnswered(wish, this::cancel);
    }

    /** POST retry: 202, the same task once more. */
    Answer retry(Wish wish) {
        return untilAnswered(wish, this::retry);
    }

    /** POST fail, by an operator: 200 with the task. */
    Answer fail(Wish wish) {
        return untilAnswered(wish, this::fail);
    }

    private Answer untilAnswered(Wish wish, Step step) {
        Optional<Task> task = callers.seeing(wish.caller(), wish.id()).flatMap(tasks::find);
        while (task.isPresent()) {
            switch (step.take(task.get(), wish)) {
                case Next.Reply(var answer) -> {
                    return answer;
                }
                case Next.Look(var current) -> task = Optional.of(current);
            }
        }
        return Problem.notFound(wish.requestId(), "Task not found");
    }

    private Next cancel(Task task, Wish wish) {
        return switch (task.status()) {
            case COMPLETED, FAILED ->
                    conflict(
                            wish,
                            "The task has "
                                    + task.status().wire()
                                    + " and cannot be cancelled any more");
            case CANCELLED -> new Next.Reply(Answer.json(200, TaskView.of(task)));
            case QUEUED, PROCESSING -> ended(changes.cancel(task, wish.by(task)), wish);
        };
    }

    private Next fail(Task task, Wish wish) {
        return switch (task.status()) {
            case COMPLETED, FAILED, CANCELLED ->
                    conflict(
                            wish,
                            "Only a task that has not ended can be failed; this one is "
                                    + task.status().wire());
            case QUEUED, PROCESSING -> ended(changes.fail(task, wish.reason()), wish);
        };
    }

    private Next retry(Task task, Wish wish) {
        return switch (task.status()) {
            case QUEUED, PROCESSING, COMPLETED ->
                    conflict(
                            wish,
                            "Only a failed or cancelled task can be retried; this one is "
                                    + task.status().wire());
            case FAILED, CANCELLED -> retried(changes.retry(task, wish.by(task)), wish);
        };
    }

    private static Next ended(Changed changed, Wish wish) {
        return changed instanceof Changed.Done(var task, var usage)
                ? new Next.Reply(Answer.json(200, TaskView.of(task)))
                : undone(changed, wish);
    }

    private Next retried(Changed changed, Wish wish) {
        return changed instanceof Changed.Done(var task, var usage)
                ? new Next.Reply(QuotaAnswer.with(accepted(task), usage))
                : undone(changed, wish);
    }

    private static Next undone(Changed changed, Wish wish) {
        return switch (changed) {
            case Changed.Overtaken(var current) -> new Next.Look(current);
            case Changed.OverQuota(var usage) ->
                    new Next.Reply(QuotaAnswer.refused(usage, wish.requestId()));
            case Changed.Done done -> throw new IllegalStateException("is answered");
        };
    }

    private static Next conflict(Wish wish, String detail) {
        return new Next.Reply(Problem.conflict(wish.requestId(), detail));
    }

    private Answer accepted(Task task) {
        var answer = accepted.answer(task);
        var body = new HashMap<>(answer.body());
        body.put("attempt", task.attempt());
        return new Answer(answer.status(), answer.headers(), body);
    }
}
