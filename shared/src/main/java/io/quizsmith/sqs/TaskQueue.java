package io.quizsmith.sqs;

import io.quizsmith.function.Log;
import io.quizsmith.task.Task;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.util.Map;

/**
 * The queue of tasks to hand over. It carries ids only; the table is the truth. A task's messages
 * are grouped by user, so that a busy user does not hold up the others (SQS fair queues).
 */
public final class TaskQueue {

    /** The longest that SQS delays a message. */
    public static final Duration MAX_DELAY = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String url;

    public TaskQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    public void send(Task task) {
        send(task, Duration.ZERO);
    }

    /** Sends the id so that it arrives after the delay, {@link #MAX_DELAY} at most. */
    public void send(Task task, Duration delay) {
        send(task.id().value(), task.user().toString(), delay);
    }

    /** Sends the id if the queue can be reached; where not, sweep sends it soon. */
    public void sendOrLeave(Task task, Log log) {
        try {
            send(task);
        } catch (SdkException notSent) {
            log.warn("task stored and not sent", Map.of("task_id", task.id()), notSent);
        }
    }

    /** Has dispatch look at the line for the worker, after the delay. */
    public void wake(Wake why, Duration delay) {
        send(why.body(), "line", delay);
    }

    /** As {@link #wake}, if the queue can be reached; where not, the poll does it. */
    public void wakeOrLeave(Wake why, Duration delay, Log log) {
        try {
            wake(why, delay);
        } catch (SdkException notSent) {
            log.warn("dispatch not woken", Map.of("why", why.body()), notSent);
        }
    }

    private void send(String body, String group, Duration delay) {
        long seconds = Math.clamp(delay.toSeconds(), 0, MAX_DELAY.toSeconds());
        sqs.sendMessage(
                send ->
                        send.queueUrl(url)
                                .messageBody(body)
                                .messageGroupId(group)
                                .delaySeconds(seconds == 0 ? null : (int) seconds));
    }

    /** Lets a message that is being handled come back after {@code pause} and not before. */
    public void hide(String receiptHandle, Duration pause) {
        sqs.changeMessageVisibility(
                change ->
                        change.queueUrl(url)
                                .receiptHandle(receiptHandle)
                                .visibilityTimeout((int) pause.toSeconds()));
    }
}
