package io.quizsmith.submit;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.IdempotencyTable;
import io.quizsmith.dynamo.QuotaTable;
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
import io.quizsmith.user.Usage;
import io.quizsmith.user.User;
import io.quizsmith.user.UserRef;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Stores a task, then puts it on the queue. Once it is stored, the promise is given. */
final class SubmitTask {

    private final UserTable users;
    private final CallerUsers callers;
    private final TaskTable tasks;
    private final QuotaTable quotas;
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
        this.tasks = new TaskTable(dynamo, table, environment.shards());
        this.quotas = environment.quotas();
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
        /**
         * The task is stored.
         *
         * @param usage of the user's quotas, where there are any
         */
        record Queued(Task task, Optional<Usage> usage) implements Outcome {}

        /** The same request came before and led to this task. */
        record Replayed(Task task) implements Outcome {}

        record UnknownUser(UserRef ref) implements Outcome {}

        /** Somebody else was named, by one who may ask for himself alone. */
        record NotTheCaller() implements Outcome {}

        record KeyWithAnotherBody() implements Outcome {}

        record KeyInUse() implements Outcome {}

        record OverQuota(Usage usage) implements Outcome {}
    }

    Outcome submit(QuizForm form, Caller caller, Optional<Key> key, Instant now) {
        var own = new UserRef.ByUsername(caller.username());
        Optional<UserRef> another = form.user().filter(ref -> !ref.equals(own));
        return caller.isOperator() && another.isPresent()
                ? submitForAny(form, another.get(), key, now)
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
                .orElseGet(() -> store(Order.of(request, user, now), other -> {}));
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
            case IdempotencyTable.Claim.Ours(var id) ->
                    storeOnce(new Order(id, request, user, sent.digest(), now), key);
            case IdempotencyTable.Claim.LeftBehind(var id) ->
                    tasks.find(id)
                            .filter(task -> task.request().equals(request))
                            .<Outcome>map(
                                    task -> {
                                        keys.done(key);
                                        return new Outcome.Queued(task, Optional.empty());
                                    })
                            .orElseGet(
                                    () ->
                                            storeOnce(
                                                    new Order(
                                                            id, request, user, sent.digest(), now),
                                                    key));
        };
    }

    /**
     * A task to be made.
     *
     * @param writer who makes it: the same one after a crash, where there is a key
     */
    private record Order(TaskId id, QuizRequest request, User user, String writer, Instant at) {

        private static Order of(QuizRequest request, User user, Instant now) {
            String writer = UUID.randomUUID().toString();
            return new Order(TaskId.of(user.id(), now), request, user, writer, now);
        }

        /** The same a little later, with the id of that millisecond. */
        private Order later(int tries) {
            var then = at.plusMillis(1L + ThreadLocalRandom.current().nextLong(tries * 4L));
            return new Order(TaskId.of(user.id(), then), request, user, writer, then);
        }

        private Task task(Limits limits) {
            return Task.queued(id, user.id(), user.username(), request, limits.at(at));
        }

        private QuotaTable.Wish wish() {
            return new QuotaTable.Wish(user.id(), id, 1, writer);
        }
    }

    /** The key names the task before it is stored: who comes after us finds it, or makes it. */
    private Outcome storeOnce(Order order, IdempotencyTable.Key key) {
        Outcome outcome = store(order, other -> keys.name(key, other));
        if (outcome instanceof Outcome.OverQuota) {
            keys.letGo(key, order.at());
        } else {
            keys.done(key);
        }
        return outcome;
    }

    private Outcome store(Order order, Consumer<TaskId> beforeOther) {
        Outcome outcome = create(order, beforeOther);
        switch (outcome) {
            case Outcome.Queued(var task, var usage) -> {
                log.info("task queued", Map.of("task_id", task.id(), "user_id", task.user()));
                metrics.submitted();
                queue.sendOrLeave(task, log);
            }
            case Outcome.OverQuota(var usage) ->
                    log.warn("over quota", Map.of("user_id", order.user().id()));
            default -> throw new IllegalStateException("creating a task gives no " + outcome);
        }
        return outcome;
    }

    /**
     * Two requests of one user in the same millisecond: the later one takes a later millisecond. A
     * place that was taken for a task whose storing broke is left: it may be stored all the same,
     * and if not, the place is free again a minute later.
     *
     * @param beforeOther told of the other id before there is a task of it
     */
    private Outcome create(Order first, Consumer<TaskId> beforeOther) {
        var order = first;
        Optional<QuotaTable.Wish> held = Optional.empty();
        var taken = quotas.take(order.wish(), order.at());
        for (int tries = 1; ; tries++) {
            if (taken instanceof QuotaTable.Taken.Refused(var usage)) {
                return new Outcome.OverQuota(usage);
            }
            if (!(taken instanceof QuotaTable.Taken.IdHeld)) {
                var task = order.task(limits);
                if (tasks.create(task)) {
                    return new Outcome.Queued(task, taken.usage());
                }
                held = Optional.of(order.wish());
            }
            var other = order.later(tries);
            beforeOther.accept(other.id());
            taken =
                    held.map(from -> quotas.move(from, other.wish(), other.at()))
                            .orElseGet(() -> quotas.take(other.wish(), other.at()));
            order = other;
        }
    }
}
