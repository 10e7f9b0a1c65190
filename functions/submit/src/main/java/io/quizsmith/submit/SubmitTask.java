package io.quizsmith.submit;

import io.quizsmith.dynamo.IdempotencyTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizForm;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.User;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Stores a task, then puts it on the queue. Once it is stored, the promise is given. */
final class SubmitTask {

    private final UserTable users;
    private final TaskTable tasks;
    private final IdempotencyTable keys;
    private final TaskQueue queue;
    private final Limits limits;
    private final Log log;
    private final Metrics metrics;

    SubmitTask(Environment environment) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.users = new UserTable(dynamo, table);
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

        record UnknownUser() implements Outcome {}

        record KeyWithAnotherBody() implements Outcome {}

        record KeyInUse() implements Outcome {}
    }

    Outcome submit(QuizForm form, Optional<Key> key, Instant now) {
        Optional<User> user = users.find(form.user());
        if (user.isEmpty()) {
            return new Outcome.UnknownUser();
        }
        return key.map(each -> submitOnce(form, user.get(), each, now))
                .orElseGet(() -> new Outcome.Queued(store(form, user.get(), now)));
    }

    private Outcome submitOnce(QuizForm form, User user, Key sent, Instant now) {
        var key = new IdempotencyTable.Key(user.id(), sent.digest(), sent.fingerprint());
        return switch (keys.claim(key, TaskId.of(user.id(), now), now)) {
            case IdempotencyTable.Claim.AnotherBody() -> new Outcome.KeyWithAnotherBody();
            case IdempotencyTable.Claim.StillRunning() -> new Outcome.KeyInUse();
            case IdempotencyTable.Claim.Replay(var id) ->
                    tasks.find(id)
                            .<Outcome>map(Outcome.Replayed::new)
                            .orElseGet(() -> new Outcome.Queued(store(form, user, now)));
            case IdempotencyTable.Claim.Ours(var id) -> {
                Task task = tasks.find(id).orElseGet(() -> store(form, user, now));
                keys.done(key, task.id());
                yield new Outcome.Queued(task);
            }
        };
    }

    private Task store(QuizForm form, User user, Instant now) {
        var task = create(form, user, now);
        log.info("task queued", Map.of("task_id", task.id(), "user_id", task.user()));
        metrics.submitted();
        queue.sendOrLeave(task, log);
        return task;
    }

    /**
     * Two requests of one user in the same millisecond: the later one takes a later millisecond.
     */
    private Task create(QuizForm form, User user, Instant now) {
        var createdAt = now;
        for (int tries = 1; ; tries++) {
            var task = task(TaskId.of(user.id(), createdAt), form, user, createdAt);
            if (tasks.create(task)) {
                return task;
            }
            createdAt = createdAt.plusMillis(1L + ThreadLocalRandom.current().nextLong(tries * 4L));
        }
    }

    private Task task(TaskId id, QuizForm form, User user, Instant createdAt) {
        return Task.queued(
                id, user.id(), user.username(), form.completedBy(user), limits.at(createdAt));
    }
}
