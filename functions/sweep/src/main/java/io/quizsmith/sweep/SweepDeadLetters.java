package io.quizsmith.sweep;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.WantOfWorker;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fails the tasks whose messages ended in the dead-letter queue. */
final class SweepDeadLetters {

    private static final int MAX_BATCHES = 20;

    /** The queue's clock may be so far behind ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final SqsClient sqs;
    private final String url;
    private final TaskTable tasks;
    private final InstantSource clock;
    private final Metrics metrics;
    private final Log log;

    SweepDeadLetters(Environment environment) {
        this.sqs = environment.sqs();
        this.url = environment.variable("DEAD_LETTER_QUEUE_URL");
        this.tasks = new TaskTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.clock = environment.clock();
        this.metrics = environment.metrics();
        this.log = environment.log();
    }

    void sweep() {
        int found = 0;
        for (int i = 0; i < MAX_BATCHES; i++) {
            List<Message> batch =
                    sqs.receiveMessage(
                                    receive ->
                                            receive.queueUrl(url)
                                                    .maxNumberOfMessages(10)
                                                    .messageSystemAttributeNames(
                                                            MessageSystemAttributeName
                                                                    .SENT_TIMESTAMP))
                            .messages();
            if (batch.isEmpty()) {
                break;
            }
            found += batch.size();
            batch.forEach(this::bury);
        }
        metrics.deadLetters(found);
    }

    /** A message that is no task id stays: a person must look at it. */
    private void bury(Message message) {
        Optional<TaskId> id = TaskId.parse(message.body());
        if (Wake.parse(message.body()).isPresent()) {
            delete(message); // sweep wakes the line by itself
            return;
        }
        if (id.isEmpty()) {
            log.error(
                    "dead letter is no task id: look at the dead-letter queue",
                    Map.of("message_id", message.messageId()));
            return;
        }
        tasks.find(id.get()).ifPresent(task -> fail(task, sentAt(message)));
        delete(message);
    }

    /** When it was first sent: becoming a dead letter does not change that. */
    private static Instant sentAt(Message message) {
        String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private void delete(Message message) {
        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    private void fail(Task task, Instant sentAt) {
        var current = task;
        while (true) {
            switch (current.status()) {
                case PROCESSING, COMPLETED, FAILED, CANCELLED -> {
                    return; // another message, or the worker, got it further
                }
                case QUEUED -> {
                    boolean ofEarlierAttempt = sentAt.plus(CLOCKS).isBefore(current.queuedAt());
                    if (ofEarlierAttempt
                            || current.isWaiting()
                            || current.isLeased(clock.instant())) {
                        return; // this message was one too many
                    }
                    var failed = current.failed("sweep", WantOfWorker.UNREACHABLE, clock.instant());
                    switch (tasks.replace(current, failed)) {
                        case Written.Overtaken(var moved) -> current = moved;
                        case Written.Done(var done) -> {
                            log.info("task failed", Map.of("task_id", done.id()));
                            metrics.failed("unreachable");
                            return;
                        }
                    }
                }
            }
        }
    }
}
