package io.quizsmith.local;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The dead-letter queue, read from end to end. What is not deleted is put back when it is closed.
 */
final class DeadLetters implements AutoCloseable {

    private static final int BATCH = 10;

    /** Nobody else is given a message meanwhile. Should we be killed, it is there again then. */
    private static final Duration HOLD = Duration.ofMinutes(5);

    private static final int LOOK_SECONDS = 1;
    private static final int WAIT_SECONDS = 2;

    private final SqsClient sqs;
    private final String url;
    private final Map<String, String> held = new ConcurrentHashMap<>();

    DeadLetters(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * Gives every message once. Sweep looks at them too and keeps what it does not understand out
     * of sight for a while: those are waited for.
     *
     * @param waiting told how many others hold
     */
    void read(Consumer<List<Message>> batches, IntConsumer waiting) {
        long patience = System.nanoTime() + longestHoldByOthers().toNanos();
        int wait = LOOK_SECONDS;
        while (true) {
            List<Message> batch = receive(wait);
            List<Message> fresh = batch.stream().filter(this::isFresh).toList();
            if (!fresh.isEmpty()) {
                batches.accept(fresh);
            } else if (!batch.isEmpty()) {
                return; // the first ones come round again
            } else {
                int others = heldByOthers();
                if (others == 0 || System.nanoTime() > patience) {
                    return;
                }
                waiting.accept(others);
                wait = WAIT_SECONDS;
            }
        }
    }

    void delete(Message message) {
        sqs.deleteMessage(
                delete -> delete.queueUrl(url).receiptHandle(held.get(message.messageId())));
        held.remove(message.messageId());
    }

    private List<Message> receive(int waitSeconds) {
        return sqs.receiveMessage(
                        receive ->
                                receive.queueUrl(url)
                                        .maxNumberOfMessages(BATCH)
                                        .visibilityTimeout((int) HOLD.toSeconds())
                                        .waitTimeSeconds(waitSeconds)
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages();
    }

    private boolean isFresh(Message message) {
        return held.put(message.messageId(), message.receiptHandle()) == null;
    }

    private int heldByOthers() {
        var attribute = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        return Math.max(0, number(attribute) - held.size());
    }

    private Duration longestHoldByOthers() {
        return Duration.ofSeconds(number(QueueAttributeName.VISIBILITY_TIMEOUT));
    }

    private int number(QueueAttributeName attribute) {
        return Integer.parseInt(
                sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(attribute))
                        .attributes()
                        .get(attribute));
    }

    @Override
    public void close() {
        var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
        for (var receipt : held.values()) {
            entries.add(
                    ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(String.valueOf(entries.size()))
                            .receiptHandle(receipt)
                            .visibilityTimeout(0)
                            .build());
        }
        for (int i = 0; i < entries.size(); i += BATCH) {
            var some = entries.subList(i, Math.min(i + BATCH, entries.size()));
            sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(some));
        }
        held.clear();
    }
}
