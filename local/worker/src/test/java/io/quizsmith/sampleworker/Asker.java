package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a worker for quizzes, as Quizsmith does. */
final class Asker implements AutoCloseable {

    static final String TOKEN = "test-token";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI worker;

    Asker(URI worker) {
        this.worker = worker;
    }

    static ObjectNode order(String taskId, URI callbackUrl) {
        return Json.object()
                .put("user_id", 1)
                .put("quiz_size", 10)
                .put("declared_level", "Advanced")
                .put("goals", "job")
                .put("profession", "software engineer")
                .put("extra_instructions", "")
                .put("task_id", taskId)
                .put("attempt", 1)
                .put("callback_url", callbackUrl.toString());
    }

    HttpResponse<String> generate(ObjectNode order) throws IOException, InterruptedException {
        return generate(order.toString(), TOKEN, order.path("task_id").asText() + "/1");
    }

    HttpResponse<String> generate(String body, String token, String key)
            throws IOException, InterruptedException {
        return send(
                request("/generate")
                        .header("Content-Type", "application/json")
                        .header("X-AI-Worker-Token", token)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Asks until the worker says something else than that it is still at it. */
    JsonNode awaitReport(String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode report = json(get("/task/" + id));
            if (!report.path("status").asText().equals("processing")) {
                return report;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("task " + id + " is still being processed");
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(worker + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
