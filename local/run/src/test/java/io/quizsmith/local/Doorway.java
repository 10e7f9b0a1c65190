package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.sampleworker.Fault;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Receive behind its function URL, with a dispatch that hands tasks over to a silent worker. Time
 * is turned by hand, calls and log lines are counted.
 */
final class Doorway implements AutoCloseable {

    static final String TOKEN = "the-first-sample-token";
    static final String CURRENT = "/quizsmith/worker-token";
    static final String PREVIOUS = "/quizsmith/worker-token-previous";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Limits LIMITS =
            new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    final LocalSsm ssm = LocalSsm.with(TOKEN);
    final SampleWorker worker =
            SampleWorker.start(
                    new Settings(0, TOKEN, Duration.ZERO, Fault.SILENT, Optional.empty()));
    final List<String> log = new CopyOnWriteArrayList<>();
    private final Meter meter = new Meter(TestCloud.shared());
    private final Stack stack = TestCloud.newStack();
    private final HttpFront front = HttpFront.open(0, "--port");
    private final TaskTable tasks =
            new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    private final LocalFunction dispatch;
    private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private long created;

    Doorway() {
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", front.uri() + "/");
        var template = Template.read(Template.path(), Map.of("WorkerUrl", worker.uri().toString()));
        var functions =
                new FunctionResources(template, physical)
                        .functions(
                                variables ->
                                        new Environment(
                                                ssm.addTo(variables),
                                                () -> now,
                                                meter.dynamo(),
                                                meter.sqs(),
                                                log::add));
        dispatch = functions.get("DispatchFunction");
        var receive =
                new HttpFront.Target(functions.get("ReceiveFunction"), "$default", Map.of(), false);
        front.start(
                new HttpFront.Functions(
                        (method, path) -> Optional.of(receive),
                        new Cors(Map.of()),
                        new OpenDoor(),
                        6 * 1024 * 1024,
                        502,
                        () -> now,
                        log::add));
    }

    Instant now() {
        return now;
    }

    void later(Duration passed) {
        now = now.plus(passed);
    }

    /** A task that waits to be handed over. */
    Task queued() {
        var user = new UserId(1);
        var id = new TaskId("task-1-" + (now.toEpochMilli() + ++created));
        var request =
                new QuizRequest(
                        1,
                        "Advanced",
                        "",
                        "job",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        OptionalInt.empty());
        var task = Task.queued(id, user, "learner1", request, LIMITS.at(now));
        tasks.create(task);
        return task;
    }

    /** Hands the task over; the address that the worker was given for it. */
    URI handedOver(Task task) {
        var message =
                Map.of(
                        "messageId",
                        "m-" + task.id(),
                        "receiptHandle",
                        "none",
                        "body",
                        task.id().value(),
                        "attributes",
                        Map.of("ApproximateReceiveCount", "1"));
        dispatch.invoke(Json.bytes(Map.of("Records", List.of(message))));
        return worker.received().stream()
                .filter(call -> call.body().path("task_id").asText().equals(task.id().value()))
                .map(call -> URI.create(call.body().path("callback_url").asText()))
                .reduce((earlier, latest) -> latest)
                .orElseThrow(() -> new AssertionError(task.id() + " was not handed over" + log));
    }

    String status(Task task) {
        return tasks.find(task.id()).orElseThrow().status().wire();
    }

    URI uri() {
        return front.uri().resolve("/");
    }

    /** What came of a callback. */
    record Passed(int status, Map<String, Object> json, Optional<String> retryAfter, int calls) {}

    Passed callback(URI address, String body, String... headers) {
        meter.reset();
        var request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Passed(
                    answer.statusCode(),
                    Json.object(answer.body()).orElse(Map.of()),
                    answer.headers().firstValue("Retry-After"),
                    meter.cost().calls());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    Passed withToken(String token, Task task) {
        return callback(uri(), result(task.id().value()), "X-AI-Worker-Token", token);
    }

    static String result(String workerTaskId) {
        return Json.write(
                Map.of(
                        "worker_task_id",
                        workerTaskId,
                        "user_id",
                        1,
                        "questions",
                        List.of(
                                Map.of(
                                        "sentence", "She _____.",
                                        "options",
                                                Map.of(
                                                        "A", "go", "B", "goes", "C", "going", "D",
                                                        "gone"),
                                        "correct_answer", "B",
                                        "explanation", "The third person.",
                                        "type", "grammar",
                                        "difficulty", "beginner",
                                        "score", 1))));
    }

    /** How many callbacks were counted as refused for what they showed. */
    long wrongTokens() {
        return log.stream()
                .map(line -> Json.object(line.getBytes(UTF_8)).orElse(Map.of()))
                .filter(line -> "wrong_token".equals(line.get("Reason")))
                .count();
    }

    @Override
    public void close() {
        front.close();
        worker.close();
        ssm.close();
    }
}
