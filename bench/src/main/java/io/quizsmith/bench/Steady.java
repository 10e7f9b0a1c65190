package io.quizsmith.bench;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that each ask for a task every second and follow it, whether others are slow or not. */
final class Steady implements AutoCloseable {

    static final int CLIENTS = 8;
    static final int READS = 4;

    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_READS = PERIOD / (READS + 1);
    private static final int MOST_READS = 300;
    private static final String BODY = "{\"user_id\": 1, \"quiz_size\": 10}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI api;
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private volatile boolean ended;

    private Steady(URI api) {
        this.api = api;
    }

    static Steady start(URI api) {
        var steady = new Steady(api);
        for (int i = 0; i < CLIENTS; i++) {
            long first = System.nanoTime() + i * PERIOD / CLIENTS;
            steady.threads.execute(() -> steady.client(first));
        }
        return steady;
    }

    /** Whole tasks so far. */
    int tasks() {
        return tasks.get();
    }

    /** Answers that were none, or wrong, and tasks that did not come to their end. */
    int errors() {
        return errors.get();
    }

    /** What was missed because a task took longer is not made up for. */
    private void client(long first) {
        for (long due = first; !ended; due = Math.max(due + PERIOD, System.nanoTime())) {
            sleepUntil(due);
            try {
                (isCompleted() ? tasks : errors).incrementAndGet();
            } catch (IOException | RuntimeException broken) {
                errors.incrementAndGet();
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private boolean isCompleted() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var submit = HttpRequest.newBuilder(api.resolve("/api/ai/generate/"));
        var task =
                answer(
                        submit.header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(BODY)),
                        202);
        URI path = api.resolve("/api/ai/tasks/" + task.get("task_id") + "/");
        for (int read = 1; read <= READS || isPending(task); read++) {
            if (read > MOST_READS) {
                return false;
            }
            sleepUntil(begun + read * BETWEEN_READS);
            task = answer(HttpRequest.newBuilder(path), 200);
        }
        return Boolean.TRUE.equals(task.get("is_completed"));
    }

    private static boolean isPending(Map<String, Object> task) {
        return Boolean.FALSE.equals(task.get("is_completed"))
                && Boolean.FALSE.equals(task.get("is_failed"));
    }

    private Map<String, Object> answer(HttpRequest.Builder request, int status)
            throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != status) {
            throw new IOException("answered " + answer.statusCode());
        }
        return Json.object(answer.body()).orElseThrow();
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
        http.close();
    }
}
