package io.quizsmith.worker;

import io.quizsmith.json.Json;
import io.quizsmith.task.Task;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The AI worker, over HTTP. Redirects are not followed: they would carry the token elsewhere.
 * Answers are bounded in time and size.
 */
public final class Worker {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final int NOT_IMPLEMENTED = 501;
    private static final long MAX_ANSWER_BYTES = 6L * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String url;
    private final String token;
    private final String callbackUrl;

    /**
     * @param url the worker's base address
     * @param token for the header X-AI-Worker-Token
     * @param callbackUrl where the worker sends its results
     */
    public Worker(String url, String token, String callbackUrl) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
        this.callbackUrl = callbackUrl.endsWith("/") ? callbackUrl : callbackUrl + "/";
    }

    /** What the worker says of a task that it was given. */
    public sealed interface Said {
        /** It is done: the body of the callback that never came. */
        record Finished(Map<String, Object> answer) implements Said {}

        record Running() implements Said {}

        /** It does not know the task, has failed, or cannot be reached. */
        record NothingUseful() implements Said {}
    }

    /** Hands over the task's current attempt. A repeat carries the same Idempotency-Key. */
    public HandOver handOver(Task task, String traceparent) {
        try {
            var request =
                    request("/generate", ANSWER_TIMEOUT)
                            .header("Content-Type", "application/json")
                            .header("X-AI-Worker-Token", token)
                            .header("Idempotency-Key", task.id() + "/" + task.attempt())
                            .header("traceparent", traceparent)
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            Json.bytes(GenerateBody.of(task, callbackUrl))))
                            .build();
            return heard(send(request));
        } catch (IOException unreachable) {
            return new HandOver.Faulty("no answer", Optional.empty());
        } catch (IllegalArgumentException badAddress) {
            return new HandOver.Misconfigured(0);
        }
    }

    /** Asks what became of a task. */
    public Said ask(String workersId) {
        try {
            String id = URLEncoder.encode(workersId, StandardCharsets.UTF_8);
            String path = "/task/" + id.replace("+", "%20"); // it is a path and no form
            var answer =
                    send(
                            request(path, ANSWER_TIMEOUT)
                                    .header("X-AI-Worker-Token", token)
                                    .GET()
                                    .build());
            var body = Json.object(answer.body());
            if (answer.statusCode() != 200 || body.isEmpty()) {
                return new Said.NothingUseful();
            }
            return switch (String.valueOf(body.get().get("status"))) {
                case "completed" -> new Said.Finished(body.get());
                case "queued", "accepted", "pending", "running", "processing" -> new Said.Running();
                default -> new Said.NothingUseful();
            };
        } catch (IOException | IllegalArgumentException unreachable) {
            return new Said.NothingUseful();
        }
    }

    /** Whether GET /health answers 2xx in a short time. */
    public boolean isHealthy() {
        try {
            int status = send(request("/health", HEALTH_TIMEOUT).GET().build()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        }
    }

    /**
     * Whether somebody is there at all: GET /health answers, be it that there is no such page. Only
     * where nothing or a server error comes is the worker down.
     */
    public boolean answers() {
        try {
            int status = send(request("/health", HEALTH_TIMEOUT).GET().build()).statusCode();
            return status < 500 || status == NOT_IMPLEMENTED;
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(timeout);
    }

    /** The client's own time limit ends with the headers; a body may take for ever. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        var answer =
                http.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return answer.get(request.timeout().orElseThrow().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            throw new IOException("no answer", broken.getCause());
        } catch (TimeoutException endless) {
            answer.cancel(true);
            throw new IOException("no answer in time", endless);
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }

    private static HandOver heard(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 200, 202 -> accepted(status, answer.body());
            case 429, 503 -> new HandOver.Busy(RetryAfter.of(answer));
            case 401, 403, 404, 405 -> new HandOver.Misconfigured(status);
            case 408, 425 -> new HandOver.Faulty("HTTP " + status, RetryAfter.of(answer));
            default -> {
                if (status >= 300 && status < 400) {
                    yield new HandOver.Misconfigured(status);
                }
                yield status >= 400 && status < 500
                        ? new HandOver.Refused(status)
                        : new HandOver.Faulty("HTTP " + status, RetryAfter.of(answer));
            }
        };
    }

    private static HandOver accepted(int status, byte[] body) {
        var json = Json.object(body);
        if (status == 200) {
            return json.map(fields -> fields.get("questions")) //
                                    .orElse(null)
                            instanceof List<?> questions
                    ? new HandOver.Answered(questions)
                    : new HandOver.Faulty("HTTP 200 without questions", Optional.empty());
        }
        Object id = json.map(fields -> fields.get("task_id")).orElse("");
        return new HandOver.Taken(
                id instanceof String || id instanceof Number ? id.toString() : "");
    }
}
