package io.quizsmith.task;

import io.quizsmith.question.Quality;
import io.quizsmith.user.UserId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A quiz being made, and the steps that it may take. Each step gives the task as it is afterwards;
 * the store writes that only over the very task that it was derived from.
 *
 * @param revision counts the writes; the store's condition
 * @param attempt the number of the current hand-over to the worker, from 1
 * @param round the first attempt since the client last asked (the first request, or a retry)
 * @param startBy when a queued task counts as never started
 * @param dueAt when sweep must look at the task; present while it is pending
 * @param lease who is handing the task over right now, and until when
 * @param turn the task's number in the line for a busy worker; 0 while it does not wait there
 * @param deadline until when the worker has the task; present while it is processing
 * @param workerTaskId the worker's own id for the current attempt, {@code ""} where unknown
 * @param result names the stored questions of a completed task, else {@code ""}
 * @param partial what there is of the quiz while the worker is asked for the rest
 * @param quality what the rules say of the questions; present where there are some
 * @param errorMessage for the client, {@code ""} where there is nothing to say
 */
public record Task(
        TaskId id,
        UserId user,
        String username,
        long revision,
        TaskStatus status,
        int attempt,
        int round,
        QuizRequest request,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Instant startBy,
        Optional<Instant> dueAt,
        Optional<Lease> lease,
        long turn,
        boolean extended,
        Optional<Instant> deadline,
        String workerTaskId,
        String result,
        int questionsCreated,
        Optional<Partial> partial,
        Optional<Quality> quality,
        String errorMessage,
        List<TaskEvent> history) {

    /** How long after a send sweep leaves a queued task to the queue. */
    public static final Duration RESEND_AFTER = Duration.ofSeconds(60);

    /** How often sweep looks whether a waiting task has its place in the line. */
    public static final Duration LOOK_AT_WAITING = Duration.ofHours(1);

    /**
     * How long an attempt may wait for a busy worker before it is given up, however often it leaves
     * the line and comes back.
     */
    public static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final String NOT_TAKEN = "not taken";
    private static final String SENT_AGAIN = "sent again";
    private static final String ASKED_FOR_MORE = "asked for more";
    private static final String RETRIED = "retried";

    /** The events with which an attempt begins. */
    public static final Set<String> QUEUED_BY =
            Set.of("queued", "tried again", ASKED_FOR_MORE, RETRIED);

    /** The right to hand the task over, held by one queue message for a short time. */
    public record Lease(String holder, Instant until) {}

    public Task {
        history = List.copyOf(history);
    }

    /** A task as it is when its client gets the 202. */
    public static Task queued(
            TaskId id, UserId user, String username, QuizRequest request, Times times) {
        var task =
                new TaskDraft(id, user, username, request)
                        .moveTo(TaskStatus.QUEUED)
                        .startBy(times.now().plus(times.startDeadline()));
        task.createdAt = times.now();
        task.dueAt = Optional.of(times.now().plus(RESEND_AFTER));
        return task.happened(times.now(), "client", "queued", "").build();
    }

    /**
     * What a step needs to know of time.
     *
     * @param startDeadline how long a task may stay queued
     */
    public record Times(Instant now, Duration startDeadline) {}

    /** The worker said 202: it has the task, and until the deadline to deliver. */
    public Task handedOver(String workersId, Instant now, Instant until) {
        var draft = change(TaskStatus.PROCESSING, TaskStatus.QUEUED);
        draft.startedAt = Optional.of(now);
        draft.deadline = Optional.of(until);
        draft.dueAt = draft.deadline;
        draft.lease = Optional.empty();
        draft.turn = 0;
        draft.extended = false;
        draft.workerTaskId = workersId;
        return draft.happened(now, "dispatch", "handed over", "attempt " + attempt).build();
    }

    /** The task stands in the line for a worker that takes no more now: no attempt is used. */
    public Task waiting(long newTurn, String why, Instant now) {
        var draft = change(TaskStatus.QUEUED, TaskStatus.QUEUED);
        draft.lease = Optional.empty();
        draft.turn = newTurn;
        if (isWaiting()) {
            return draft.build();
        }
        draft.startBy(queuedAt().plus(LONGEST_WAIT));
        draft.dueAt = Optional.of(earlier(now.plus(LOOK_AT_WAITING), draft.startBy));
        return draft.happened(now, "dispatch", "waiting", why).build();
    }

    /** The worker did not take it this time; the queue brings it again at {@code next}. */
    public Task notTaken(String why, Instant next, Times times) {
        var draft = change(TaskStatus.QUEUED, TaskStatus.QUEUED);
        if (isWaiting()) {
            draft.startBy(earlier(times.now().plus(times.startDeadline()), startBy));
        }
        draft.turn = 0;
        draft.lease = Optional.empty();
        draft.dueAt = Optional.of(earlier(next.plus(RESEND_AFTER), draft.startBy));
        return draft.happened(times.now(), "dispatch", NOT_TAKEN, why).build();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Sweep puts the task on the queue again, and looks next at {@code next}. */
    public Task sentAgain(Instant now, Instant next) {
        var draft = change(TaskStatus.QUEUED, TaskStatus.QUEUED);
        draft.dueAt = Optional.of(next);
        return draft.happened(now, "sweep", SENT_AGAIN, "it was not on the queue").build();
    }

    /** An operator puts the task on the queue again. */
    public Task redriven(Instant now) {
        return change(TaskStatus.QUEUED, TaskStatus.QUEUED)
                .happened(now, "operator", SENT_AGAIN, "its message was a dead letter")
                .build();
    }

    /** All is well with the queued task: sweep looks next at {@code next}. */
    public Task lookedAt(Instant next) {
        var draft = change(TaskStatus.QUEUED, TaskStatus.QUEUED);
        draft.dueAt = Optional.of(next);
        return draft.build();
    }

    /** The current attempt came to nothing; the next one begins. */
    public Task triedAgain(String actor, String reason, Times times) {
        return nextAttempt(times).happened(times.now(), actor, "tried again", reason).build();
    }

    /** Some of the questions are there; the next attempt is for those that are missing. */
    public Task toppingUp(Partial soFar, Quality found, Times times) {
        var draft = nextAttempt(times);
        draft.partial = Optional.of(soFar);
        draft.quality = Optional.of(found);
        String some = soFar.questions() + " of " + request.quizSize() + " questions";
        return draft.happened(times.now(), "worker", ASKED_FOR_MORE, some).build();
    }

    private TaskDraft nextAttempt(Times times) {
        var draft =
                change(TaskStatus.QUEUED, TaskStatus.QUEUED, TaskStatus.PROCESSING)
                        .startBy(times.now().plus(times.startDeadline()));
        draft.attempt = attempt + 1;
        draft.dueAt = Optional.of(times.now().plus(RESEND_AFTER));
        draft.lease = Optional.empty();
        draft.turn = 0;
        draft.deadline = Optional.empty();
        draft.workerTaskId = "";
        return draft;
    }

    /** The worker asked for the one extension that an attempt may have. */
    public Task extendedTo(Instant until, Instant now) {
        var draft = change(TaskStatus.PROCESSING, TaskStatus.PROCESSING);
        draft.deadline = Optional.of(until);
        draft.dueAt = draft.deadline;
        draft.extended = true;
        return draft.happened(now, "sweep", "extended", "the worker is still at it").build();
    }

    /** The questions are stored under {@code resultId}. */
    public Task completed(String resultId, Quality found, String note, Instant now) {
        var draft =
                change(
                        TaskStatus.COMPLETED,
                        TaskStatus.QUEUED,
                        TaskStatus.PROCESSING,
                        TaskStatus.FAILED);
        draft.complete(resultId, found, note, now);
        return draft.happened(now, "worker", "completed", number(found.accepted())).build();
    }

    private static String number(int questions) {
        return questions + (questions == 1 ? " question" : " questions");
    }

    /**
     * The task ends without questions; {@code message} tells the client why. If some are there
     * already, it is completed with those.
     */
    public Task failed(String actor, String message, Instant now) {
        return failed(actor, message, message, now);
    }

    /** An operator ends the task; {@code reason} is for its history. */
    public Task failedByOperator(String reason, Instant now) {
        return failed("operator", "Failed by the operator", reason, now);
    }

    private Task failed(String actor, String message, String reason, Instant now) {
        if (partial.isPresent()) {
            return completedWith(partial.get(), actor, reason, now);
        }
        var draft = change(TaskStatus.FAILED, TaskStatus.QUEUED, TaskStatus.PROCESSING);
        draft.completedAt = Optional.of(now);
        draft.over();
        draft.errorMessage = message;
        return draft.happened(now, actor, "failed", reason).build();
    }

    /** What is missing does not come. */
    private Task completedWith(Partial some, String actor, String reason, Instant now) {
        var draft = change(TaskStatus.COMPLETED, TaskStatus.QUEUED, TaskStatus.PROCESSING);
        Quality found = quality.orElseThrow();
        draft.complete(some.result(), found, Partial.note(found), now);
        String questions = number(some.questions());
        return draft.happened(now, actor, "completed", questions + ", no more: " + reason).build();
    }

    public Task cancelled(Instant now) {
        return cancelled("client", "", now);
    }

    /** As above; {@code actor} is client or operator. */
    public Task cancelled(String actor, String reason, Instant now) {
        var draft = change(TaskStatus.CANCELLED, TaskStatus.QUEUED, TaskStatus.PROCESSING);
        draft.completedAt = Optional.of(now);
        draft.over();
        draft.quality = Optional.empty();
        draft.errorMessage = "Cancelled by the " + actor;
        return draft.happened(now, actor, "cancelled", reason).build();
    }

    /** The client asks for a failed or cancelled task once more. */
    public Task retried(Times times) {
        return retried("client", "", times);
    }

    /** As above; {@code actor} is client or operator. */
    public Task retried(String actor, String reason, Times times) {
        var draft =
                change(TaskStatus.QUEUED, TaskStatus.FAILED, TaskStatus.CANCELLED)
                        .startBy(times.now().plus(times.startDeadline()));
        draft.attempt = attempt + 1;
        draft.round = draft.attempt;
        draft.startedAt = Optional.empty();
        draft.completedAt = Optional.empty();
        draft.dueAt = Optional.of(times.now().plus(RESEND_AFTER));
        draft.extended = false;
        draft.workerTaskId = "";
        draft.errorMessage = "";
        return draft.happened(times.now(), actor, RETRIED, reason).build();
    }

    /** Something to remember that changes nothing: a refusal. Said once where it repeats itself. */
    public Optional<Task> noted(String actor, String what, String reason, Instant now) {
        var last = history.getLast();
        boolean again = last.actor().equals(actor) && last.what().equals(what);
        return again || history.size() >= TaskDraft.MAX_NOTED
                ? Optional.empty()
                : Optional.of(TaskDraft.after(this).happened(now, actor, what, reason).build());
    }

    /** Sweep is to look at the task at once. */
    public Task dueNow(String actor, String what, String reason, Instant now) {
        var draft = change(TaskStatus.PROCESSING, TaskStatus.PROCESSING);
        draft.dueAt = Optional.of(now);
        return draft.happened(now, actor, what, reason).build();
    }

    /** It was looked at before its deadline, and the worker is at it: nothing to do until then. */
    public Task leftToTheWorker() {
        var draft = change(TaskStatus.PROCESSING, TaskStatus.PROCESSING);
        draft.dueAt = deadline;
        return draft.build();
    }

    /** Whether the worker has time left for it. */
    public boolean hasTimeLeft(Instant now) {
        return deadline.filter(until -> until.isAfter(now)).isPresent();
    }

    /** Whether it stands in the line for a busy worker. */
    public boolean isWaiting() {
        return turn > 0;
    }

    /** Whether somebody is handing it over at that time. */
    public boolean isLeased(Instant now) {
        return lease.filter(held -> held.until().isAfter(now)).isPresent();
    }

    /** How often the current attempt met a fault. */
    public int timesNotTaken() {
        return timesNotTaken(why -> true);
    }

    /** How often the current attempt met such a fault. */
    public int timesNotTaken(Predicate<String> why) {
        return (int)
                history.reversed().stream()
                        .takeWhile(event -> !QUEUED_BY.contains(event.what()))
                        .filter(event -> event.what().equals(NOT_TAKEN))
                        .filter(event -> why.test(event.reason()))
                        .count();
    }

    /** When the current attempt was put on the queue. */
    public Instant queuedAt() {
        return history.reversed().stream()
                .filter(event -> QUEUED_BY.contains(event.what()))
                .map(TaskEvent::at)
                .findFirst()
                .orElse(createdAt);
    }

    /** Whether the current attempt is, or was, for questions that an earlier one left out. */
    public boolean isTopUp() {
        return history.reversed().stream()
                .map(TaskEvent::what)
                .takeWhile(what -> !what.equals(RETRIED))
                .anyMatch(ASKED_FOR_MORE::equals);
    }

    /** How many attempts the client's last request has used, the current one included. */
    public int attemptsUsed() {
        return attempt - round + 1;
    }

    /** A step that those states may take. It may stay where it is, or go where the table allows. */
    private TaskDraft change(TaskStatus to, TaskStatus... from) {
        boolean inTable = status == to || status.next().contains(to);
        if (!inTable || !List.of(from).contains(status)) {
            throw new IllegalStateException(id + " cannot go from " + status + " to " + to);
        }
        return TaskDraft.after(this).moveTo(to);
    }
}
