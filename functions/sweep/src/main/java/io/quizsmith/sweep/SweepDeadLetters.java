package io.quizsmith.sweep;

import io.quizsmith.dynamo.DeadLetter;
import io.quizsmith.dynamo.DeadLetter.State;
import io.quizsmith.dynamo.DeadLetterTable;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.function.Endings;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.function.Metrics;
import io.quizsmith.input.PlainText;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
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

/**
 * Fails the tasks whose messages ended in the dead-letter queue, and keeps a record of each message
 * before it is deleted.
 */
final class SweepDeadLetters {

    private static final int MAX_BATCHES = 20;
    private static final int PREVIEW = 200;

    /** The queue's clock may be so far behind ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final SqsClient sqs;
    private final String url;
    private final TaskTable tasks;
    private final DeadLetterTable letters;
    private final Endings endings;
    private final InstantSource clock;
    private final Metrics metrics;
    private final Log log;

    SweepDeadLetters(Environment environment) {
        this.sqs = environment.sqs();
        this.url = environment.variable("DEAD_LETTER_QUEUE_URL");
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards());
        this.letters = new DeadLetterTable(environment.dynamo(), table);
        this.endings = environment.endings();
        this.clock = environment.clock();
        this.metrics = environment.metrics();
        this.log = environment.log();
    }

    /** Answers how many it found. */
    int sweep() {
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
            batch.forEach(this::burySafely);
        }
        metrics.deadLetters(found);
        return found;
    }

    /** A message that breaks stays for the next run, and does not keep the others waiting. */
    private void burySafely(Message message) {
        try {
            bury(message);
        } catch (RuntimeException broken) {
            log.error(
                    "a dead letter was not dealt with",
                    Map.of("message_id", message.messageId()),
                    broken);
        }
    }

    /** A message that is no task id stays until an operator discards it. */
    private void bury(Message message) {
        if (Wake.parse(message.body()).isPresent()) {
            delete(message); // sweep wakes the line by itself
            return;
        }
        Optional<TaskId> id = TaskId.parse(message.body());
        DeadLetter letter = letter(message, id);
        if (id.isEmpty()) {
            bury(message, letters.keep(letter.whichIs("left: no task id")));
            return;
        }
        boolean failed =
                tasks.find(id.get()).map(task -> fail(task, letter.sentAt())).orElse(false);
        letters.keep(
                failed
                        ? letter.whichIs("task failed")
                        : letter.whichIs("needless")
                                .decided(State.DISCARDED, "sweep", "", letter.foundAt()));
        delete(message);
    }

    private void bury(Message message, DeadLetter kept) {
        switch (kept.state()) {
            case OPEN ->
                    log.error(
                            "dead letter is no task id: look at the dead-letter queue",
                            Map.of("message_id", message.messageId()));
            case REDRIVEN, DISCARDED -> delete(message);
        }
    }

    private DeadLetter letter(Message message, Optional<TaskId> task) {
        Instant sentAt = sentAt(message);
        return DeadLetter.found(
                DeadLetter.idOf(sentAt, message.messageId()),
                preview(message.body()),
                task,
                sentAt,
                clock.instant());
    }

    /** Enough for a person to tell where it comes from; it may be anything. */
    private static String preview(String body) {
        return start(PlainText.line(start(body, 5 * PREVIEW)), PREVIEW);
    }

    private static String start(String text, int codePoints) {
        return text.codePoints()
                .filter(Character::isValidCodePoint)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .limit(codePoints)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** When it was first sent: becoming a dead letter does not change that. */
    private static Instant sentAt(Message message) {
        String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private void delete(Message message) {
        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
    }

    /** Whether the task has failed for want of its message, now or in a run that broke off. */
    private boolean fail(Task task, Instant sentAt) {
        var current = task;
        while (true) {
            boolean ofEarlierAttempt = sentAt.plus(CLOCKS).isBefore(current.queuedAt());
            switch (current.status()) {
                case PROCESSING, COMPLETED, CANCELLED -> {
                    return false; // another message, or the worker, got it further
                }
                case FAILED -> {
                    return !ofEarlierAttempt && WantOfWorker.failed(current);
                }
                case QUEUED -> {
                    if (ofEarlierAttempt
                            || current.isWaiting()
                            || current.isLeased(clock.instant())) {
                        return false; // this message was one too many
                    }
                    var failed = current.failed("sweep", WantOfWorker.UNREACHABLE, clock.instant());
                    switch (tasks.replace(current, endings.announced(failed))) {
                        case Written.Overtaken(var moved) -> current = moved;
                        case Written.Done(var done) -> {
                            log.info("task " + done.status().wire(), Map.of("task_id", done.id()));
                            endings.failed(done, "unreachable");
                            return done.status() == TaskStatus.FAILED;
                        }
                    }
                }
            }
        }
    }
}
