package io.quizsmith.local;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.WantOfWorker;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** What an outage of the worker leaves behind in a deployment. */
final class Outage {

    static final Duration START_DEADLINE = Duration.ofMinutes(30);

    private static final AtomicLong CREATED =
            new AtomicLong(Instant.parse("2026-01-23T09:00:00Z").toEpochMilli());

    private final Deployment deployment;
    private final TaskTable tasks;

    Outage(Deployment deployment) {
        this.deployment = deployment;
        this.tasks = new TaskTable(deployment.dynamo(), deployment.table(), deployment.shards());
    }

    /** A task that waits at {@code now}, and has no message on any queue. */
    Task queued(Instant now) {
        var user = new UserId(1);
        var request =
                new QuizRequest(
                        2,
                        "Advanced",
                        "",
                        "job",
                        List.of(),
                        List.of(),
                        "delay:10",
                        "",
                        OptionalInt.empty());
        var id = TaskId.of(user, Instant.ofEpochMilli(CREATED.incrementAndGet()));
        var task = Task.queued(id, user, "learner1", request, new Task.Times(now, START_DEADLINE));
        if (!tasks.create(task)) {
            throw new AssertionError(id + " is taken");
        }
        return task;
    }

    /** A task that sweep failed because the worker could not be reached. */
    Task failed(Instant at) {
        return failed("sweep", WantOfWorker.UNREACHABLE, at);
    }

    Task failed(String actor, String message, Instant at) {
        Task task = queued(at);
        return store(task, task.failed(actor, message, at));
    }

    Task store(Task before, Task after) {
        if (!(tasks.replace(before, after) instanceof TaskTable.Written.Done)) {
            throw new AssertionError(after.id() + " has moved");
        }
        return after;
    }

    void deadLetter(String body) {
        deployment
                .sqs()
                .sendMessage(
                        send -> send.queueUrl(deployment.deadLetterQueueUrl()).messageBody(body));
    }

    Task find(Task task) {
        return tasks.find(task.id()).orElseThrow();
    }

    /** What is on the task queue; takes it. */
    List<String> sent() {
        return receive(deployment.taskQueueUrl(), 120).stream().map(Message::body).toList();
    }

    /** What anybody may receive of the dead letters now. */
    List<String> deadLetters() {
        return receive(deployment.deadLetterQueueUrl(), 0).stream().map(Message::body).toList();
    }

    /** Looks at the dead letters as sweep does: nobody else sees them for so long. */
    void sweepLooks(int seconds) {
        receive(deployment.deadLetterQueueUrl(), seconds);
    }

    /** Messages of the queue, the unseen ones included. */
    int messages(String queueUrl) {
        var attributes =
                deployment
                        .sqs()
                        .getQueueAttributes(
                                get ->
                                        get.queueUrl(queueUrl)
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES,
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private List<Message> receive(String queueUrl, int hiddenFor) {
        return deployment
                .sqs()
                .receiveMessage(
                        receive ->
                                receive.queueUrl(queueUrl)
                                        .maxNumberOfMessages(10)
                                        .waitTimeSeconds(0)
                                        .visibilityTimeout(hiddenFor))
                .messages();
    }
}
