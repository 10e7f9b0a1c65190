package io.quizsmith.local;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A local run that asks for tokens, and what comes of asking it. */
final class Closed implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final LocalRun run = LocalRuns.start(Options.forTests().withAuth());

    /**
     * What came back, and the calls to AWS that it took.
     *
     * @param headers but those that differ every time
     */
    record Reply(int status, Map<String, String> headers, String body, List<String> calls) {

        Map<String, Object> json() {
            return Json.object(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .orElseThrow(() -> new AssertionError("no JSON object: " + this));
        }

        /** The reply without what names the request. */
        Reply anonymous() {
            var others = new TreeMap<>(headers);
            List.of("x-request-id", "date", "content-length").forEach(others::remove);
            String text = body.replaceAll("\"request_id\":\"[^\"]*\"", "\"request_id\":\"\"");
            return new Reply(status, others, text, calls);
        }

        /** The same, where {@code id} was asked for. */
        Reply without(String id) {
            return new Reply(
                    status,
                    headers,
                    body.replace(id, "<id>"),
                    calls.stream().map(call -> call.replace(id, "<id>")).toList());
        }
    }

    LocalIssuer issuer() {
        return run.issuer().orElseThrow();
    }

    String user(String username) {
        return issuer().token(username, false, Duration.ofHours(1));
    }

    String operator() {
        return issuer().token("", true, Duration.ofHours(1));
    }

    /** With the token; without one where it is empty. */
    Reply send(String method, String path, String token, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(run.apiUri().resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        AwsCalls.keep();
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            var answered = new TreeMap<String, String>();
            answer.headers().map().forEach((name, values) -> answered.put(name, "" + values));
            var calls = AwsCalls.to(run.cloud().dynamoUri(), run.cloud().sqsUri());
            return new Reply(answer.statusCode(), answered, answer.body(), calls);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    Reply get(String path, String token) {
        return send("GET", path, token, "");
    }

    /** A task of the token's user, completed. */
    String completedTask(String token) {
        var accepted = send("POST", "/api/ai/generate/", token, "{\"quiz_size\": 1}");
        String id = accepted.json().get("task_id").toString();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!"completed".equals(get("/api/ai/tasks/" + id, token).json().get("status"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(id + " was not completed");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return id;
    }

    @Override
    public void close() {
        AwsCalls.end();
        run.close();
    }
}
