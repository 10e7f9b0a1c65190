package io.quizsmith.local;

import io.quizsmith.json.Json;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** An event source mapping: a queue whose messages a function handles, in batches. */
final class Poller implements AutoCloseable {

    /** What the template says of it. */
    record Mapping(String queueUrl, String queueArn, int batchSize, int concurrency) {}

    private static final long HURRIED_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final SqsClient sqs;
    private final Mapping mapping;
    private final LocalFunction function;
    private final RightOfWay clients;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    Poller(
            SqsClient sqs,
            Mapping mapping,
            LocalFunction function,
            RightOfWay clients,
            InstantSource clock,
            Consumer<String> log) {
        this.sqs = sqs;
        this.mapping = mapping;
        this.function = function;
        this.clients = clients;
        this.clock = clock;
        this.log = log;
    }

    void start() {
        for (int i = 0; i < mapping.concurrency(); i++) {
            threads.add(Thread.ofVirtual().name("poll-", i).start(this::poll));
        }
    }

    private void poll() {
        while (!closing) {
            try {
                boolean hurried = clock instanceof FastClock;
                if (!hurried) {
                    clients.await();
                }
                if (!handleBatch(longestWait()) && hurried) {
                    LockSupport.parkNanos(HURRIED_PAUSE);
                }
            } catch (SdkException broken) {
                if (!closing) {
                    log.accept("polling the queue failed: " + broken.getMessage());
                }
            }
        }
    }

    /** Handles what the queue gives next; false where it gives nothing. */
    boolean handleBatch(Integer longestWait) {
        List<Message> batch =
                sqs.receiveMessage(
                                receive ->
                                        receive.queueUrl(mapping.queueUrl())
                                                .maxNumberOfMessages(mapping.batchSize())
                                                .waitTimeSeconds(longestWait)
                                                .messageSystemAttributeNames(
                                                        MessageSystemAttributeName.ALL))
                        .messages();
        if (batch.isEmpty()) {
            return false;
        }
        delete(handle(batch));
        return true;
    }

    /** A queue that is being waited for does not learn that time runs fast; else as it says. */
    private Integer longestWait() {
        return clock instanceof FastClock ? 0 : null;
    }

    /** The messages that are done with. */
    private List<Message> handle(List<Message> batch) {
        try {
            byte[] answer = function.invoke(event(batch));
            return comeBack(answer)
                    .map(
                            ids ->
                                    batch.stream()
                                            .filter(each -> !ids.contains(each.messageId()))
                                            .toList())
                    .orElse(List.of());
        } catch (RuntimeException broken) {
            log.accept(function.id() + " failed: " + broken);
            return List.of();
        }
    }

    /** The ids that the function reports as failed; empty where its report cannot be read. */
    static Optional<Set<String>> comeBack(byte[] answer) {
        var ids = new HashSet<String>();
        var failures = Json.object(answer).orElse(Map.of()).get("batchItemFailures");
        if (failures == null) {
            return Optional.of(ids);
        }
        if (!(failures instanceof List<?> list)) {
            return Optional.empty();
        }
        for (Object failure : list) {
            if (!(failure instanceof Map<?, ?> item)
                    || !(item.get("itemIdentifier") instanceof String id)
                    || id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id);
        }
        return Optional.of(ids);
    }

    private void delete(List<Message> done) {
        if (!done.isEmpty()) {
            var entries =
                    done.stream()
                            .map(
                                    message ->
                                            DeleteMessageBatchRequestEntry.builder()
                                                    .id("m" + done.indexOf(message))
                                                    .receiptHandle(message.receiptHandle())
                                                    .build())
                            .toList();
            sqs.deleteMessageBatch(delete -> delete.queueUrl(mapping.queueUrl()).entries(entries));
        }
    }

    private byte[] event(List<Message> batch) {
        return Json.bytes(Map.of("Records", batch.stream().map(this::record).toList()));
    }

    private Map<String, Object> record(Message message) {
        var record = new LinkedHashMap<String, Object>();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        record.put("attributes", message.attributesAsStrings());
        record.put("messageAttributes", Map.of());
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", mapping.queueArn());
        record.put("awsRegion", "us-east-1");
        return record;
    }

    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
