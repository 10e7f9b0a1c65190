package io.quizsmith.task;

import io.quizsmith.question.Quality;
import io.quizsmith.user.UserId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task in the middle of a step. */
final class TaskDraft {

    /** More than any healthy task has; the item stays far below the store's limit. */
    private static final int MAX_HISTORY = 100;

    /** What only repeats itself must not push out what happened. */
    static final int MAX_NOTED = 60;

    private final TaskId id;
    private final UserId user;
    private final String username;
    private final QuizRequest request;
    final List<TaskEvent> history = new ArrayList<>();
    long revision = 1;
    TaskStatus status;
    int attempt = 1;
    int round = 1;
    Instant createdAt;
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> completedAt = Optional.empty();
    Instant startBy;
    Optional<Instant> dueAt = Optional.empty();
    Optional<Task.Lease> lease = Optional.empty();
    long turn;
    boolean extended;
    Optional<Instant> deadline = Optional.empty();
    String workerTaskId = "";
    String result = "";
    int questionsCreated;
    Optional<Partial> partial = Optional.empty();
    Optional<Quality> quality = Optional.empty();
    String errorMessage = "";

    TaskDraft(TaskId id, UserId user, String username, QuizRequest request) {
        this.id = id;
        this.user = user;
        this.username = username;
        this.request = request;
    }

    /** The task as it is, to be changed: its next revision. */
    static TaskDraft after(Task task) {
        var draft = new TaskDraft(task.id(), task.user(), task.username(), task.request());
        draft.revision = task.revision() + 1;
        draft.status = task.status();
        draft.attempt = task.attempt();
        draft.round = task.round();
        draft.createdAt = task.createdAt();
        draft.startedAt = task.startedAt();
        draft.completedAt = task.completedAt();
        draft.startBy = task.startBy();
        draft.dueAt = task.dueAt();
        draft.lease = task.lease();
        draft.turn = task.turn();
        draft.extended = task.extended();
        draft.deadline = task.deadline();
        draft.workerTaskId = task.workerTaskId();
        draft.result = task.result();
        draft.questionsCreated = task.questionsCreated();
        draft.partial = task.partial();
        draft.quality = task.quality();
        draft.errorMessage = task.errorMessage();
        draft.history.addAll(task.history());
        return draft;
    }

    TaskDraft moveTo(TaskStatus to) {
        status = to;
        return this;
    }

    /** Nobody is to do anything with it any more. */
    void over() {
        dueAt = Optional.empty();
        deadline = Optional.empty();
        lease = Optional.empty();
        turn = 0;
        partial = Optional.empty();
    }

    void complete(String resultId, Quality found, String note, Instant now) {
        startedAt = startedAt.or(() -> Optional.of(now));
        completedAt = Optional.of(now);
        over();
        result = resultId;
        questionsCreated = found.accepted();
        quality = Optional.of(found);
        errorMessage = note;
    }

    TaskDraft startBy(Instant instant) {
        startBy = instant;
        return this;
    }

    TaskDraft happened(Instant at, String actor, String what, String reason) {
        if (history.size() == MAX_HISTORY) {
            history.remove(1); // the first entry, how it all began, stays
        }
        history.add(new TaskEvent(at, actor, what, reason));
        return this;
    }

    Task build() {
        return new Task(
                id,
                user,
                username,
                revision,
                status,
                attempt,
                round,
                request,
                createdAt,
                startedAt,
                completedAt,
                startBy,
                dueAt,
                lease,
                turn,
                extended,
                deadline,
                workerTaskId,
                result,
                questionsCreated,
                partial,
                quality,
                errorMessage,
                history);
    }
}
