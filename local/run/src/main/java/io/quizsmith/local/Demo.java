package io.quizsmith.local;

import io.quizsmith.cloud.Root;
import io.quizsmith.json.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code ./quizsmith demo}: one quiz, from the request to its questions on screen. */
final class Demo {

    private static final Path EVENT = Path.of("events/submit/generate.json");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Arguments arguments;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Screen screen = Screen.ofTerminal();

    Demo(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        screen.line("Starting the API, the queue, the table and a sample AI worker ...");
        var options = Options.forTests();
        var delay = arguments.seconds("--worker-delay", Duration.ofSeconds(3));
        try (var run = LocalRun.start(options.withWorkerDelay(delay))) {
            return makeQuiz(run.apiUri());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int makeQuiz(URI api) throws IOException, InterruptedException {
        String request = request();
        screen.line("");
        screen.line("POST " + api + "/api/ai/generate/");
        screen.line("     " + request);
        var asked = Instant.now();
        var accepted = post(api.resolve("/api/ai/generate/"), request);
        var taskId = String.valueOf(accepted.get("task_id"));
        screen.line("202  " + taskId + " after " + millis(asked) + " ms");
        screen.line("");
        String status = follow(api.resolve("/api/ai/tasks/" + taskId + "/"), asked);
        if (!status.equals("completed")) {
            screen.line("The task did not complete: it is " + status);
            return 1;
        }
        var quiz = get(api.resolve("/api/ai/tasks/" + taskId + "/questions/"));
        screen.line("");
        new QuizPrinter(screen).print((List<?>) quiz.get("questions"));
        return 0;
    }

    /** The sample event's body is the request. */
    private static String request() throws IOException {
        byte[] event = Files.readAllBytes(Root.path().resolve(EVENT));
        return String.valueOf(Json.object(event).orElseThrow().get("body"));
    }

    private String follow(URI task, Instant asked) throws IOException, InterruptedException {
        String shown = "";
        while (true) {
            String status = String.valueOf(get(task).get("status"));
            boolean over = !List.of("queued", "processing").contains(status);
            boolean late = Duration.between(asked, Instant.now()).compareTo(PATIENCE) > 0;
            screen.progress(shown.equals(status), status, seconds(asked));
            shown = status;
            if (over || late) {
                screen.endProgress();
                return status;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static long millis(Instant since) {
        return Duration.between(since, Instant.now()).toMillis();
    }

    private static String seconds(Instant since) {
        return "%.1f s".formatted(millis(since) / 1000.0);
    }

    private Map<String, Object> post(URI uri, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private Map<String, Object> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private Map<String, Object> send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.uri() + " answered " + answer.statusCode() + ", see the log");
        }
        return Json.object(answer.body()).orElseThrow();
    }
}
