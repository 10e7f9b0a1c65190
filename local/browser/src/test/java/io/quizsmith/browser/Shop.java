package io.quizsmith.browser;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.Options;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A local run with a sample worker, and what tests do to it behind the browser's back. */
final class Shop implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final LocalRun run;

    Shop(Options options) {
        this.run = LocalRun.start(options);
    }

    static Shop open() {
        return new Shop(Options.forTests());
    }

    LocalRun run() {
        return run;
    }

    URI api() {
        return run.apiUri();
    }

    Map<String, Object> ask(String method, String path, String body) {
        return send(
                HttpRequest.newBuilder(api().resolve("/api/ai/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"));
    }

    private static Map<String, Object> send(HttpRequest.Builder request) {
        try {
            var timely = request.timeout(Duration.ofSeconds(20)).build();
            var answer = HTTP.send(timely, BodyHandlers.ofByteArray());
            return Json.object(answer.body()).orElseThrow();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** Asks for a quiz, and answers the task's id. */
    String generate(String json) {
        return ask("POST", "generate/", json).get("task_id").toString();
    }

    /** A task that stays with the worker for good. */
    String processing() {
        return await(
                generate("{\"user_id\": 4, \"extra_instructions\": \"fault:silent\"}"),
                "processing");
    }

    /** A task that the worker, which is down for it, does not take. */
    String queued() {
        return generate("{\"user_id\": 5, \"extra_instructions\": \"fault:down\"}");
    }

    String completed() {
        return await(generate("{\"user_id\": 1, \"quiz_size\": 3}"), "completed");
    }

    /** A task that the worker does not want. */
    String failed() {
        return await(
                generate("{\"user_id\": 2, \"extra_instructions\": \"fault:refuses\"}"), "failed");
    }

    /** What the worker calls back, whoever it is this time. */
    void callback(String json) {
        send(
                HttpRequest.newBuilder(run.receiveUri())
                        .POST(BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .header("X-AI-Worker-Token", "sample-worker-token"));
    }

    /** A message that was given up, as sweep then finds it. */
    void deadLetter(String body) {
        run.cloud()
                .sqs()
                .sendMessage(send -> send.queueUrl(run.deadLetterQueueUrl()).messageBody(body));
        run.tick("SweepFunction");
    }

    String await(String task, String status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!status.equals(ask("GET", "tasks/" + task + "/", "").get("status"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(task + " did not become " + status);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return task;
    }

    @Override
    public void close() {
        run.close();
    }
}
