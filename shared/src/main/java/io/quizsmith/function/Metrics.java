package io.quizsmith.function;

import io.quizsmith.json.Json;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What happened, as numbers: each call writes one line in CloudWatch's embedded metric format, from
 * which CloudWatch makes the metrics that template.yaml's alarms and dashboard read.
 */
public final class Metrics {

    private static final String NAMESPACE = "Quizsmith";
    private static final List<String> BY_STACK = List.of("Stack");
    private static final List<String> BY_REASON = List.of("Stack", "Reason");

    private final Consumer<String> lines;
    private final InstantSource clock;
    private final String stack;

    /**
     * @param stack the deployment that the numbers belong to
     */
    public Metrics(Consumer<String> lines, InstantSource clock, String stack) {
        this.lines = lines;
        this.clock = clock;
        this.stack = stack.isEmpty() ? "unnamed" : stack; // a dimension without a value is dropped
    }

    /** A task was stored, and its 202 is promised. */
    public void submitted() {
        write(count("Submitted"));
    }

    /** A task got its questions, so long after the worker took it. */
    public void completed(Duration sinceHandOver) {
        write(count("Completed"), seconds("WorkerLatency", sinceHandOver));
    }

    /** A task failed for good. The reason is one constant word, such as {@code timeout}. */
    public void failed(String reason) {
        writeWithReason(count("Failed"), reason);
    }

    /** A task was taken by the worker, so long after it was queued. */
    public void queueAge(Duration untilHandedOver) {
        write(seconds("QueueAge", untilHandedOver));
    }

    /** How many tasks the worker has now. */
    public void inFlight(int tasks) {
        write(new Value("InFlight", "Count", tasks));
    }

    /** How many tasks wait for a place at the worker now. */
    public void waiting(int tasks) {
        write(new Value("Waiting", "Count", tasks));
    }

    /** How overdue the most overdue task was when sweep came to it; zero where none was. */
    public void sweepLag(Duration overdue) {
        write(seconds("SweepLag", overdue));
    }

    /** A callback changed nothing. The reason is one constant word, such as {@code duplicate}. */
    public void callbackRefused(String reason) {
        writeWithReason(count("CallbackRefused"), reason);
    }

    /** The circuit breaker opened, or a probe found the worker still down. */
    public void workerDown() {
        write(count("WorkerDown"));
    }

    /** The worker's address or token is wrong. */
    public void workerMisconfigured() {
        write(count("WorkerMisconfigured"));
    }

    /** How many messages one run of sweep found in the dead-letter queue. */
    public void deadLetters(int messages) {
        write(new Value("DeadLetters", "Count", messages));
    }

    private record Value(String name, String unit, Number value) {}

    private static Value count(String name) {
        return new Value(name, "Count", 1);
    }

    /** Clocks of two machines may differ: never less than zero. */
    private static Value seconds(String name, Duration duration) {
        return new Value(name, "Seconds", Math.max(0, duration.toMillis()) / 1000.0);
    }

    private void write(Value... values) {
        write(List.of(values), List.of(BY_STACK), Map.of("Stack", stack));
    }

    private void writeWithReason(Value value, String reason) {
        // Whatever is no short word would make a metric of its own for every text.
        String word = reason.matches("[a-z_]{1,40}") ? reason : "other";
        write(List.of(value), List.of(BY_STACK, BY_REASON), Map.of("Stack", stack, "Reason", word));
    }

    private void write(
            List<Value> values, List<List<String>> dimensionSets, Map<String, String> dimensions) {
        var directive = new LinkedHashMap<String, Object>();
        directive.put("Namespace", NAMESPACE);
        directive.put("Dimensions", dimensionSets);
        directive.put(
                "Metrics",
                values.stream()
                        .map(value -> Map.of("Name", value.name(), "Unit", value.unit()))
                        .toList());
        var line = new LinkedHashMap<String, Object>();
        line.put(
                "_aws",
                Map.of(
                        "Timestamp", clock.millis(),
                        "CloudWatchMetrics", List.of(directive)));
        line.putAll(dimensions);
        values.forEach(value -> line.put(value.name(), value.value()));
        lines.accept(Json.write(line));
    }
}
