package io.quizsmith.local.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Speaks HTTP with the local run; every answer is held against openapi.yaml. */
final class Api {

    static final String TOKEN = "sample-worker-token";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final OpenApi OPEN_API = OpenApi.ofProject();
    private static final List<String> PENDING = List.of("queued", "processing");

    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    Reply get(String path, String... headers) {
        return call("GET", path, headers);
    }

    Reply post(String path, String json, String... headers) {
        return send("POST", path, json, with(headers, "Content-Type", "application/json"));
    }

    Reply put(String path, String json) {
        return send("PUT", path, json, "Content-Type", "application/json");
    }

    Reply generate(String json, String... headers) {
        return post("/api/ai/generate/", json, headers);
    }

    /** A callback with the worker's token. */
    Reply callback(String json) {
        return post("/api/ai/receive/", json, "X-AI-Worker-Token", TOKEN);
    }

    Reply task(String taskId) {
        return get("/api/ai/tasks/" + taskId + "/");
    }

    /** The task once it is what it should become; fails after ten seconds. */
    Reply await(String taskId, String status) {
        return await(taskId, task -> status.equals(task.json().get("status")), "become " + status);
    }

    /** The task once it is at that attempt. */
    Reply awaitAttempt(String taskId, int attempt) {
        return await(
                taskId,
                task -> task.json().get("attempt").equals(attempt),
                "come to attempt " + attempt);
    }

    /** The task once nothing more will happen to it. */
    Reply awaitEnd(String taskId) {
        return await(taskId, task -> !PENDING.contains(task.json().get("status")), "end");
    }

    private Reply await(String taskId, Predicate<Reply> isSo, String what) {
        return await("/api/ai/tasks/" + taskId + "/", taskId + " did not " + what, isSo);
    }

    /** What is told of the task once that reason is among it. */
    Reply awaitEvent(String taskId, String reason) {
        return await(
                "/api/ai/tasks/" + taskId + "/events/",
                taskId + " has no event '" + reason + "'",
                told -> told.toString().contains('"' + reason + '"'));
    }

    private Reply await(String path, String otherwise, Predicate<Reply> isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Reply reply = get(path);
        while (!isSo.test(reply)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise + ": " + reply);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            reply = get(path);
        }
        return reply;
    }

    /** A request without a body. */
    Reply call(String method, String path, String... headers) {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    Reply send(String method, String path, String body, String... headers) {
        return send(method, path, BodyPublishers.ofString(body), headers);
    }

    Reply send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer =
                    HTTP.send(
                            request.timeout(Duration.ofSeconds(30)).build(),
                            BodyHandlers.ofByteArray());
            var reply = new Reply(answer.statusCode(), answer.headers(), answer.body());
            OPEN_API.check(method, base.resolve(path).getRawPath(), reply);
            return reply;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static String[] with(String[] headers, String name, String value) {
        if (List.of(headers).contains(name)) {
            return headers;
        }
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(name, value));
        return all.toArray(String[]::new);
    }

    /** A question as a worker sends it. */
    static Map<String, Object> question(String sentence) {
        return Map.of(
                "sentence", sentence,
                "options", Map.of("A", "go", "B", "goes", "C", "going", "D", "gone"),
                "correct_answer", "B",
                "explanation", "The third person singular takes -es.",
                "type", "grammar",
                "difficulty", "beginner",
                "score", 1,
                "context", "everyday");
    }
}
