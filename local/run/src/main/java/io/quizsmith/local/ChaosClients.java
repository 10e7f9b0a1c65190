package io.quizsmith.local;

import io.quizsmith.json.Json;
import io.quizsmith.local.ChaosPlan.Part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The clients of a chaos run. They know what anybody does who asks a service that may be away for a
 * while: to ask again, with the same idempotency key.
 */
final class ChaosClients {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;
    private final ChaosPlan plan;
    private final int speed;
    private final Map<Part, String> accepted = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChaosClients(URI api, ChaosPlan plan, int speed) {
        this.api = api;
        this.plan = plan;
        this.speed = speed;
    }

    /** The ids that were answered with a 202, so far. */
    Map<Part, String> accepted() {
        return accepted;
    }

    /** All of them at work, each asking for its task; the tasks come at this pace. */
    void start(Duration pace) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            for (int i = 0; i < plan.tasks() && !stopping; i++) {
                                var part = plan.part(i);
                                Thread.ofVirtual().start(() -> ask(part));
                                LockSupport.parkNanos(pace.toNanos());
                            }
                        });
    }

    void stop() {
        stopping = true;
    }

    private void ask(Part part) {
        String body =
                Json.write(
                        Map.of(
                                "user_id",
                                part.user(),
                                "quiz_size",
                                part.size(),
                                "extra_instructions",
                                part.instructions(speed)));
        String key = "chaos-" + plan.seed() + "-" + part.number();
        var answer = insist("POST", "/api/ai/generate/", body, key);
        if (answer.isEmpty()) {
            return;
        }
        String id = answer.get().get("task_id").toString();
        accepted.put(part, id);
        if (part.isCancelled()) {
            LockSupport.parkNanos(part.delay().dividedBy(2L * speed).toNanos());
            insist("POST", "/api/ai/tasks/" + id + "/cancel/", "", "");
        }
    }

    /** Until there is an answer that is final; empty where the run ends before. */
    private Optional<Map<String, Object>> insist(
            String method, String path, String body, String key) {
        while (!stopping) {
            try {
                var answer = send(method, path, body, key);
                boolean again = answer.statusCode() >= 500 || isInUse(answer, key);
                if (!again) {
                    return Json.object(answer.body());
                }
            } catch (IOException away) {
                // it is asked again
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    /** Our first request with this key may be at work still. */
    private static boolean isInUse(HttpResponse<byte[]> answer, String key) {
        return !key.isEmpty() && answer.statusCode() == 409;
    }

    /** How many tasks are queued and processing; empty while nobody answers. */
    Optional<Map<String, Integer>> pending() {
        try {
            var pending = new LinkedHashMap<String, Integer>();
            for (String status : List.of("queued", "processing")) {
                pending.put(status, list("status=" + status + "&").size());
            }
            return Optional.of(pending);
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Every task that there is, by its id. */
    Map<String, Map<?, ?>> tasks() throws IOException, InterruptedException {
        return list("");
    }

    Map<String, Object> task(String id) throws IOException, InterruptedException {
        return get("/api/ai/tasks/" + id + "/");
    }

    List<?> questions(String id) throws IOException, InterruptedException {
        return (List<?>)
                get("/api/ai/tasks/" + id + "/questions/").getOrDefault("questions", List.of());
    }

    private Map<String, Map<?, ?>> list(String filter) throws IOException, InterruptedException {
        var tasks = new HashMap<String, Map<?, ?>>();
        String cursor = "";
        do {
            var page = get("/api/ai/tasks/?" + filter + "limit=100" + cursor);
            for (Object each : (List<?>) page.get("tasks")) {
                var task = (Map<?, ?>) each;
                tasks.put(task.get("task_id").toString(), task);
            }
            Object next = page.get("next_cursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return tasks;
    }

    private Map<String, Object> get(String path) throws IOException, InterruptedException {
        var answer = send("GET", path, "", "");
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return Json.object(answer.body()).orElseThrow();
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String key)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(api.resolve(path))
                        .timeout(TIMEOUT)
                        .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
