package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.IdempotencyTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizForm;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.User;
import io.quizsmith.user.UserRef;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Stores a task, then puts it on the queue. Once it is stored, the promise is given. */
final class SubmitTask {

    private final UserTable users;
    private final CallerUsers callers;
    private final TaskTable tasks;
    private final IdempotencyTable keys;
    private final TaskQueue queue;
    private final Limits limits;
    private final Log log;
    private final Metrics metrics;

    SubmitTask(Environment environment, UserTable users, CallerUsers callers) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.users = users;
        this.callers = callers;
        this.tasks = new TaskTable(dynamo, table);
        this.keys = new IdempotencyTable(dynamo, table);
        this.queue = new TaskQueue(environment.sqs(), environment.variable("QUEUE_URL"));
        this.limits = environment.limits();
        this.log = environment.log();
        this.metrics = environment.metrics();
    }

    /** An idempotency key and the body that it came with, both digested. */
    record Key(String digest, String fingerprint) {}

    /** What a submit came to. */
    sealed interface Outcome {
        record Queued(Task task) implements Outcome {}

        /** The same request came before and led to this task. */
        record Replayed(Task task) implements Outcome {}

        record UnknownUser(UserRef ref) implements Outcome {}

        /** Somebody else was named, by one who may ask for himself alone. */
        record NotTheCaller() implements Outcome {}

        record KeyWithAnotherBody() implements Outcome {}

        record KeyInUse() implements Outcome {}
    }

    Outcome submit(QuizForm form, Caller caller, Optional<Key> key, Instant now) {
        return caller.isOperator() && form.user().isPresent()
                ? submitForAny(form, form.user().get(), key, now)
                : submitForSelf(form, caller, key, now);
    }

    private Outcome submitForAny(QuizForm form, UserRef ref, Optional<Key> key, Instant now) {
        return users.find(ref)
                .map(user -> submit(form, user, key, now))
                .orElseGet(() -> new Outcome.UnknownUser(ref));
    }

    private Outcome submitForSelf(QuizForm form, Caller caller, Optional<Key> key, Instant now) {
        User self = callers.user(caller);
        boolean forSelf =
                form.user().map(ref -> ref.names(self.id(), self.username())).orElse(true);
        return forSelf ? submit(form, self, key, now) : new Outcome.NotTheCaller();
    }

    private Outcome submit(QuizForm form, User user, Optional<Key> key, Instant now) {
        QuizRequest request = form.completedBy(user);
        return key.map(each -> submitOnce(request, user, each, now))
                .orElseGet(
                        () -> {
                            var id = TaskId.of(user.id(), now);
                            return new Outcome.Queued(store(id, request, user, now, other -> {}));
                        });
    }

    private Outcome submitOnce(QuizRequest request, User user, Key sent, Instant now) {
        var key = new IdempotencyTable.Key(user.id(), sent.digest(), sent.fingerprint());
        return switch (keys.claim(key, TaskId.of(user.id(), now), now)) {
            case IdempotencyTable.Claim.AnotherBody() -> new Outcome.KeyWithAnotherBody();
            case IdempotencyTable.Claim.StillRunning() -> new Outcome.KeyInUse();
            case IdempotencyTable.Claim.Replay(var id) ->
                    tasks.find(id)
                            .<Outcome>map(Outcome.Replayed::new)
                            .orElseThrow(() -> new IllegalStateException(id + " has gone"));
            case IdempotencyTable.Claim.Ours(var id) -> storeOnce(id, request, user, key, now);
            case IdempotencyTable.Claim.LeftBehind(var id) ->
                    tasks.find(id)
                            .filter(task -> task.request().equals(request))
                            .<Outcome>map(
                                    task -> {
                                        keys.done(key);
                                        return new Outcome.Queued(task);
                                    })
                            .orElseGet(() -> storeOnce(id, request, user, key, now));
        };
    }

    /** The key names the task before it is stored: who comes after us finds it, or makes it. */
    private Outcome storeOnce(
            TaskId id, QuizRequest request, User user, IdempotencyTable.Key key, Instant now) {
        Task task = store(id, request, user, now, other -> keys.name(key, other));
        keys.done(key);
        return new Outcome.Queued(task);
    }

    private Task store(
            TaskId id, QuizRequest request, User user, Instant now, Consumer<TaskId> beforeOther) {
        var task = create(id, request, user, now, beforeOther);
        log.info("task queued", Map.of("task_id", task.id(), "user_id", task.user()));
        metrics.submitted();
        queue.sendOrLeave(task, log);
        return task;
    }

    /**
     * Two requests of one user in the same millisecond: the later one takes a later millisecond.
     *
     * @param beforeOther told of the other id before there is a task of it
     */
    private Task create(
            TaskId id, QuizRequest request, User user, Instant now, Consumer<TaskId> beforeOther) {
        var free = id;
        var createdAt = now;
        for (int tries = 1; ; tries++) {
            var task = Task.queued(free, user.id(), user.username(), request, limits.at(createdAt));
            if (tasks.create(task)) {
                return task;
            }
            createdAt = createdAt.plusMillis(1L + ThreadLocalRandom.current().nextLong(tries * 4L));
            free = TaskId.of(user.id(), createdAt);
            beforeOther.accept(free);
        }
    }
}
