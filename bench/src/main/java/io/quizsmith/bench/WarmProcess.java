package io.quizsmith.bench;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.local.LocalFunction;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process in which {@link Warm} measures, with the flags that Lambda sets. */
final class WarmProcess {

    private static final int WARM_UP = 4000;
    private static final int BLOCKS = 11;
    private static final int CALLS = 300;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private WarmProcess() {}

    /** A handler with an event, and the same calls without the handler. */
    private record Subject(String name, Runnable handler, Runnable floor) {}

    public static void main(String[] args) throws Exception {
        try (var cloud = Cloud.embedded(Optional.empty());
                var life =
                        new Life(cloud, Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0"))) {
            var handed = life.handOver(10, "", new HashMap<>());
            var events = new LinkedHashMap<String, byte[]>();
            String body = "{\"user_id\": 1, \"quiz_size\": 10}";
            events.put("submit", Event.post("/api/ai/generate/", body, ""));
            events.put("receive", handed.callback());
            events.put("status", Event.get(handed.path()));
            var certificate = new SelfSigned();
            for (var event : events.entrySet()) {
                try (var recorded = new Recorded(cloud, certificate)) {
                    measure(subject(life, recorded, event.getKey(), event.getValue()), recorded);
                }
            }
        }
        System.exit(0);
    }

    private static Subject subject(Life life, Recorded recorded, String name, byte[] event) {
        var clock = InstantSource.fixed(Instant.now());
        String id = name.equals("status") ? "QueryFunction" : function(name);
        LocalFunction function =
                life.functions(clock, recorded.dynamo(), recorded.sqs(), line -> {}).get(id);
        if (!name.equals("receive")) {
            function.invoke(event); // the caller is looked up once
        }
        var before = recorded.asked();
        String answer = new String(function.invoke(event), StandardCharsets.UTF_8);
        if (!answer.contains("\"statusCode\":20")) {
            throw new IllegalStateException(name + " answered " + answer);
        }
        var requests = recorded.requests();
        List<SdkRequest> own = requests.subList(before, requests.size());
        return new Subject(
                name,
                () -> function.invoke(event),
                () -> own.forEach(request -> send(recorded, request)));
    }

    private static String function(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Function";
    }

    private static void send(Recorded recorded, SdkRequest request) {
        var unused =
                switch (request) {
                    case GetItemRequest get -> recorded.dynamo().getItem(get);
                    case PutItemRequest put -> recorded.dynamo().putItem(put);
                    case BatchGetItemRequest batch -> recorded.dynamo().batchGetItem(batch);
                    case BatchWriteItemRequest batch -> recorded.dynamo().batchWriteItem(batch);
                    case SendMessageRequest send -> recorded.sqs().sendMessage(send);
                    case SdkRequest other ->
                            throw new IllegalStateException("unknown: " + other.getClass());
                };
    }

    private static void measure(Subject subject, Recorded recorded) {
        for (var source : List.of(Recorded.Source.HTTPS, Recorded.Source.MEMORY)) {
            recorded.replay(source);
            for (int i = 0; i < WARM_UP; i++) {
                subject.handler().run();
                subject.floor().run();
            }
            for (int block = 0; block < BLOCKS; block++) {
                report(subject.name(), source + " handler", subject.handler());
                report(subject.name(), source + " floor", subject.floor());
            }
        }
    }

    private static void report(String name, String kind, Runnable call) {
        long thread = Thread.currentThread().threadId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
        System.out.println(
                String.join(
                        " ",
                        "measured",
                        name,
                        kind,
                        Double.toString(nanos / 1000.0 / CALLS),
                        Double.toString(bytes / 1024.0 / CALLS)));
    }
}
