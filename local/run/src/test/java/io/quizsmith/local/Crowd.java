package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;

import org.eclipse.jetty.server.handler.DefaultHandler;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many tasks and a worker with little room: the functions of the template, polled as it says, on a
 * clock that goes on when everybody has done what there is to do.
 */
final class Crowd implements AutoCloseable {

    private static final Map<String, ?> OPERATOR =
            Map.of("jwt", Map.of("claims", Map.of("cognito:groups", "[operators]")));

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final String TOKEN = "sample-worker-token";

    private static final List<Map<String, Object>> QUESTIONS =
            List.of(
                    Map.of(
                            "sentence", "She _____ to work every day.",
                            "options", Map.of("A", "go", "B", "goes", "C", "going", "D", "gone"),
                            "correct_answer", "B"));

    private final LocalSsm ssm = LocalSsm.with(TOKEN);
    private final Cloud cloud = Cloud.embedded(Optional.empty()); // as its time is turned
    private final Meter meter = new Meter(cloud);
    private final AtomicInteger dispatches = new AtomicInteger();
    private final BusyWorker worker;
    private final Stack stack;
    private final Map<String, LocalFunction> functions;
    private final List<Callable<Void>> pollers = new ArrayList<>();
    private int delivered;
    private Duration ahead = Duration.ZERO;
    private volatile Instant now = Instant.now();
    private Instant nextSweep = now.plus(Duration.ofMinutes(1));

    Crowd(int room, Map<String, String> parameters) {
        this.worker = worker(room);
        var all = new HashMap<>(parameters);
        all.put("WorkerUrl", worker.url());
        all.putAll(Options.WITHOUT_QUOTAS);
        var template = Template.read(Template.path(), all);
        this.stack = Stack.create(cloud, template, "crowd-" + UUID.randomUUID());
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        var resources = new FunctionResources(template, physical);
        this.functions = resources.functions(this::environment);
        resources
                .mappings(Map.of(stack.physical().get("TaskQueue.Arn"), stack.ref("TaskQueue")))
                .forEach(this::poll);
        var users = new UserTable(cloud.dynamo(), stack.ref("Table"));
        SampleUsers.all().forEach(users::put);
    }

    private BusyWorker worker(int room) {
        try {
            return new BusyWorker(room, () -> now);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(
                ssm.addTo(variables), () -> now, meter.dynamo(), meter.sqs(), line -> {});
    }

    private void poll(String function, Poller.Mapping mapping) {
        var dispatch = functions.get(function);
        var counted =
                new LocalFunction(
                        function,
                        dispatch.timeoutSeconds(),
                        (event, output, context) -> {
                            dispatches.incrementAndGet();
                            dispatch.handler().handleRequest(event, output, context);
                        });
        for (int i = 0; i < mapping.concurrency(); i++) {
            var nobody = new RightOfWay(new DefaultHandler());
            var poller = new Poller(cloud.sqs(), mapping, counted, nobody, () -> now, line -> {});
            pollers.add(
                    () -> {
                        while (poller.handleBatch(0)) {}
                        return null;
                    });
        }
    }

    BusyWorker worker() {
        return worker;
    }

    /** What the functions' calls of DynamoDB and SQS have cost since then. */
    Meter.Cost cost() {
        return meter.cost();
    }

    /** How often dispatch has been run since then. */
    int dispatches() {
        return dispatches.get();
    }

    void countAnew() {
        meter.reset();
        dispatches.set(0);
    }

    /** Clients ask for so many quizzes, one after the other; gives the ids. */
    List<String> submit(long user, int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(2);
            String body = Json.write(Map.of("user_id", user, "quiz_size", 1));
            ids.add(
                    http("SubmitFunction", "/api/ai/generate/", "", body, 202)
                            .get("task_id")
                            .toString());
        }
        return ids;
    }

    /** The queue is worked off. */
    void dispatch() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(pollers)) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Goes on until the worker has delivered so many quizzes; fails after some hours. */
    void runUntilDelivered(int quizzes) {
        Instant late = now.plus(Duration.ofHours(4));
        while (delivered < quizzes) {
            if (now.isAfter(late)) {
                throw new AssertionError(delivered + " of " + quizzes + " were delivered");
            }
            step();
        }
    }

    /** Lets time pass. */
    void run(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            step();
        }
    }

    private void step() {
        var done = worker.done();
        done.forEach(this::deliver);
        dispatch();
        worker.clear(done);
        now = now.plus(STEP);
        ahead = ahead.plus(STEP);
        cloud.setQueuesAhead(ahead);
        if (!now.isBefore(nextSweep)) {
            nextSweep = nextSweep.plus(Duration.ofMinutes(1));
            functions.get("SweepFunction").invoke(Json.bytes(Map.of()));
        }
    }

    private void deliver(BusyWorker.Job job) {
        String body =
                Json.write(
                        Map.of(
                                "worker_task_id",
                                job.task(),
                                "user_id",
                                job.user(),
                                "questions",
                                QUESTIONS));
        http("ReceiveFunction", "/", job.callbackUrl().getRawQuery(), body, 201);
        delivered++;
    }

    /** How many tasks the table has in each status. */
    Map<String, Integer> statuses() {
        var counts = new HashMap<String, Integer>();
        items().stream()
                .filter(item -> item.get("sk").s().equals("TASK") && item.containsKey("status"))
                .forEach(item -> counts.merge(item.get("status").s(), 1, Integer::sum));
        return counts;
    }

    /** How many tasks stand in the line. */
    long line() {
        return items().stream().filter(item -> item.get("pk").s().equals("LINE")).count();
    }

    private List<Map<String, AttributeValue>> items() {
        return cloud
                .dynamo()
                .scanPaginator(scan -> scan.tableName(stack.ref("Table")))
                .items()
                .stream()
                .toList();
    }

    /** On the queue, those that are hidden included. */
    int messages(String queue) {
        return cloud
                .sqs()
                .getQueueAttributes(
                        get ->
                                get.queueUrl(stack.ref(queue))
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private Map<String, Object> http(
            String function, String path, String query, String body, int expected) {
        var headers = Map.of("content-type", "application/json", "x-ai-worker-token", TOKEN);
        var request = Map.of("method", "POST", "path", path);
        var event =
                Map.of(
                        "version", "2.0",
                        "rawPath", path,
                        "rawQueryString", query,
                        "headers", headers,
                        "requestContext",
                                Map.of("requestId", "r", "http", request, "authorizer", OPERATOR),
                        "body", body,
                        "isBase64Encoded", false);
        var answer = Json.object(functions.get(function).invoke(Json.bytes(event))).orElseThrow();
        if (!answer.get("statusCode").equals(expected)) {
            throw new AssertionError(function + " answered " + answer);
        }
        return Json.object(answer.get("body").toString().getBytes(UTF_8)).orElseThrow();
    }

    @Override
    public void close() {
        worker.close();
        ssm.close();
        cloud.close();
    }
}
