package io.quizsmith.sampleworker;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that the worker knows: the latest two thousand. */
final class Jobs {

    private static final int REMEMBERED = 2_000;

    private final Map<String, Job> byId = new Latest<>();
    private final Map<String, Job> byTaskId = new Latest<>();
    private final Map<String, Job> byKey = new Latest<>();
    private final Map<String, Integer> tries = new Latest<>();
    private final Set<Job> running = new HashSet<>();
    private final String series = series();
    private final int capacity;
    private int opened;

    /** What came of asking for a job. */
    sealed interface Opening {
        record Opened(Job job) implements Opening {}

        /** The same Idempotency-Key was here before. */
        record Known(Job job) implements Opening {}

        record Full() implements Opening {}
    }

    Jobs(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<Job> withKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The job of that id, the worker's own or the asker's; of several attempts the latest. */
    synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(byId.getOrDefault(id, byTaskId.get(id)));
    }

    /** How often the order has been tried, this time included. */
    synchronized int tried(Order order) {
        return tries.merge(order.taskId(), 1, Integer::sum);
    }

    synchronized Opening open(Order order, Optional<String> key) {
        Optional<Job> known = key.flatMap(this::withKey);
        if (known.isPresent()) {
            return new Opening.Known(known.get());
        }
        if (capacity > 0 && running.size() >= capacity) {
            return new Opening.Full();
        }
        var job = new Job("w-" + ++opened + "-" + series, order);
        running.add(job);
        byId.put(job.id(), job);
        if (!order.taskId().isEmpty()) {
            byTaskId.put(order.taskId(), job);
        }
        key.ifPresent(it -> byKey.put(it, job));
        return new Opening.Opened(job);
    }

    /** The job no longer counts against the capacity. */
    synchronized void release(Job job) {
        running.remove(job);
    }

    /** So that a worker started anew does not repeat the ids of the one before. */
    private static String series() {
        var bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static final class Latest<V> extends LinkedHashMap<String, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED;
        }
    }
}
