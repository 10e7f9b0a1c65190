package io.quizsmith.query;

import io.quizsmith.dynamo.DeadLetterTable;
import io.quizsmith.dynamo.GateTable;
import io.quizsmith.dynamo.OldestQueued;
import io.quizsmith.dynamo.RollupTable.Progress;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.TaskView;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Gauges;
import io.quizsmith.worker.Gate;
import io.quizsmith.worker.Worker;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How things stand: the tasks as sweep saw them last, a minute ago at most; the queue, the worker
 * and the gate as they are asked. A part that does not answer is unknown, and does not keep the
 * operator from seeing the others.
 */
final class OverviewNow {

    /** What sweep saw before that is said no more. */
    private static final Duration TOO_OLD = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** More dead letters than this are counted as so many. */
    private static final int MOST_LETTERS = 100;

    private final GateTable gates;
    private final DeadLetterTable letters;
    private final OldestQueued oldestQueued;
    private final SqsClient sqs;
    private final String queueUrl;
    private final String workerUrl;
    private final int maxInFlight;
    private final Log log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OverviewNow(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.gates = new GateTable(environment.dynamo(), table);
        this.letters = new DeadLetterTable(environment.dynamo(), table);
        this.oldestQueued = new OldestQueued(environment.dynamo(), table, environment.shards());
        this.sqs = environment.sqs();
        this.queueUrl = environment.variable("QUEUE_URL");
        this.workerUrl = environment.optionalVariable("AI_WORKER_URL");
        this.maxInFlight = environment.workerMaxInFlight();
        this.log = environment.log();
    }

    Map<String, Object> view(Progress progress, Instant now) {
        var client = new Worker(workerUrl);
        long until = System.nanoTime() + LIMIT.toNanos();
        var worker = threads.submit(client::isHealthy);
        var queue = threads.submit(this::messages);
        Optional<Instant> seenAt = progress.seenAt().filter(at -> at.isAfter(now.minus(TOO_OLD)));
        Optional<Gauges> seen = seenAt.map(at -> progress.gauges().get(Ending.minute(at)));
        Gate gate = gates.read();
        Optional<Integer> messages = answer(queue, until).flatMap(count -> count);
        boolean any = messages.orElse(1) > 0 || seen.map(Gauges::queued).orElse(1) > 0;
        Optional<Long> oldest = any ? secondsSinceOldest(now) : Optional.empty();
        var view = new LinkedHashMap<String, Object>();
        view.put("seen_at", TaskView.time(seenAt));
        view.put("queued", seen.map(Gauges::queued).orElse(null));
        view.put("processing", seen.map(Gauges::processing).orElse(null));
        view.put("waiting", seen.map(Gauges::waiting).orElse(null));
        view.put("oldest_queued_seconds", oldest.orElse(null));
        view.put("worker_max_in_flight", maxInFlight == 0 ? null : maxInFlight);
        view.put("queue_messages", messages.orElse(null));
        view.put("queue_age_seconds", queueAge(messages, seen, oldest));
        view.put("dead_letters", letters.countOpen(MOST_LETTERS));
        view.put("worker", worker(answer(worker, until)));
        view.put("gate", gate.isDown() || gate.isShut(now) ? "shut" : "open");
        return view;
    }

    private Optional<Long> secondsSinceOldest(Instant now) {
        return oldestQueued.find().map(at -> Math.max(0, Duration.between(at, now).toSeconds()));
    }

    /**
     * SQS tells the age of its oldest message to CloudWatch alone. While no task stands in the
     * line, it is about that of the oldest queued task.
     */
    private static Long queueAge(
            Optional<Integer> messages, Optional<Gauges> seen, Optional<Long> oldest) {
        boolean onQueue = messages.orElse(0) > 0 && seen.map(Gauges::waiting).orElse(0) == 0;
        return onQueue ? oldest.orElse(null) : null;
    }

    private Optional<Integer> messages() {
        var visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        try {
            var attributes =
                    sqs.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(visible))
                            .attributes();
            return Optional.of(Integer.valueOf(attributes.get(visible)));
        } catch (SdkException silent) {
            log.warn("the queue does not say how long it is", Map.of(), silent);
            return Optional.empty();
        }
    }

    private String worker(Optional<Boolean> healthy) {
        if (workerUrl.isEmpty()) {
            return "unknown";
        }
        return healthy.orElse(false) ? "ok" : "unreachable";
    }

    private static <T> Optional<T> answer(Future<T> asked, long until) {
        try {
            return Optional.of(asked.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException none) {
            asked.cancel(true);
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
