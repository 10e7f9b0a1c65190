package io.quizsmith.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.local.FunctionResources;
import io.quizsmith.local.LocalFunction;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.local.Meter;
import io.quizsmith.local.SampleUsers;
import io.quizsmith.sampleworker.Fault;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tasks on their whole way, one after the other: the real handlers on the embedded services, the
 * sample worker with its own questions, each step with what it took.
 */
final class Life implements AutoCloseable {

    private static final String TOKEN = "sample-worker-token";

    /** What a step took: calls and units as the services report them. */
    record Step(Meter.Cost cost, double millis, long logBytes) {}

    private final Meter meter;
    private final Stack stack;
    private final LocalSsm ssm = LocalSsm.with(TOKEN);
    private final HttpServer callbacks;
    private final SampleWorker worker;
    private final Template template;
    private final FunctionResources resources;
    private final Map<String, LocalFunction> functions;
    private Message message;
    private final AtomicLong logged = new AtomicLong();
    private final LinkedBlockingQueue<HttpExchange> called = new LinkedBlockingQueue<>();

    Life(Cloud cloud, Map<String, String> parameters) throws IOException {
        meter = new Meter(cloud);
        callbacks =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.createContext("/", called::add);
        callbacks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        callbacks.start();
        worker =
                SampleWorker.start(
                        new Settings(0, TOKEN, Duration.ofMillis(1), Fault.NONE, Optional.empty()));
        var all = new HashMap<>(parameters);
        all.put("WorkerUrl", worker.uri().toString());
        template = Template.read(Template.path(), all);
        stack = Stack.create(cloud, template, "life" + callbacks.getAddress().getPort());
        var physical = new HashMap<>(stack.physical());
        physical.put(
                "ReceiveFunctionUrl.FunctionUrl",
                "http://127.0.0.1:" + callbacks.getAddress().getPort() + "/");
        resources = new FunctionResources(template, physical);
        functions = functions(InstantSource.system(), meter.dynamo(), meter.sqs(), this::log);
        var users = new UserTable(stack.cloud().dynamo(), stack.ref("Table"));
        SampleUsers.all().forEach(users::put);
    }

    /** The functions on the same table and queues, with clients of their own. */
    Map<String, LocalFunction> functions(
            InstantSource clock, DynamoDbClient dynamo, SqsClient sqs, Consumer<String> log) {
        return resources.functions(
                variables -> new Environment(ssm.addTo(variables), clock, dynamo, sqs, log));
    }

    private void log(String line) {
        logged.addAndGet(line.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Gigabytes of the function's memory. */
    double gigabytes(String function) {
        var memory = template.resources().get(function).properties().get("MemorySize");
        return ((Number) memory).doubleValue() / 1024;
    }

    /**
     * One task from the request to its questions.
     *
     * @param key an idempotency key, or {@code ""}
     */
    Map<String, Step> task(int questions, String key) throws InterruptedException, IOException {
        var steps = new LinkedHashMap<String, Step>();
        var handed = handOver(questions, key, steps);
        var event = handed.callback();
        steps.put("receive", measure(() -> http("ReceiveFunction", event)));
        steps.put("status", measure(() -> http("QueryFunction", Event.get(handed.path()))));
        var questionsOf = Event.get(handed.path() + "questions/");
        steps.put("questions", measure(() -> http("QueryFunction", questionsOf)));
        return steps;
    }

    /** The item of a task, by its path at the API. */
    Map<String, AttributeValue> item(String path) {
        String id = path.split("/", -1)[4];
        var key =
                Map.of(
                        "pk",
                        AttributeValue.fromS("TASK#" + id),
                        "sk",
                        AttributeValue.fromS("TASK"));
        String table = stack.ref("Table");
        return stack.cloud().dynamo().getItem(get -> get.tableName(table).key(key)).item();
    }

    /** Writes items as they are. */
    void write(List<WriteRequest> items) {
        var request = Map.of(stack.ref("Table"), items);
        stack.cloud().dynamo().batchWriteItem(batch -> batch.requestItems(request));
    }

    /** One request over HTTP, which must go well. */
    Step ask(String function, byte[] event) {
        return measure(() -> http(function, event));
    }

    /**
     * A task that the worker has finished.
     *
     * @param path of it at the API
     * @param callback the worker's, as an event
     */
    record Handed(String path, byte[] callback) {}

    /** Takes a task to its callback, which is not delivered. */
    Handed handOver(int questions, String key, Map<String, Step> steps)
            throws InterruptedException, IOException {
        var answer = new HashMap<String, Object>();
        String body = "{\"user_id\": 1, \"quiz_size\": " + questions + "}";
        var submit = Event.post("/api/ai/generate/", body, key);
        steps.put("submit", measure(() -> answer.putAll(http("SubmitFunction", submit))));
        steps.put("queue", measure(this::receiveMessage));
        steps.put("dispatch", measure(this::dispatch));
        steps.put("queue, done", measure(this::deleteMessage));
        HttpExchange callback = called.poll(20, TimeUnit.SECONDS);
        if (callback == null) {
            throw new IllegalStateException("the worker did not call back");
        }
        byte[] event = Event.of(callback);
        callback.sendResponseHeaders(201, -1);
        callback.close();
        return new Handed("/api/ai/tasks/" + answer.get("task_id") + "/", event);
    }

    private void receiveMessage() {
        String queue = stack.ref("TaskQueue");
        message =
                meter.sqs()
                        .receiveMessage(
                                receive ->
                                        receive.queueUrl(queue)
                                                .maxNumberOfMessages(5)
                                                .waitTimeSeconds(5)
                                                .messageSystemAttributeNames(
                                                        MessageSystemAttributeName.ALL))
                        .messages()
                        .getFirst();
    }

    private void deleteMessage() {
        String queue = stack.ref("TaskQueue");
        var entry =
                DeleteMessageBatchRequestEntry.builder()
                        .id("1")
                        .receiptHandle(message.receiptHandle())
                        .build();
        meter.sqs().deleteMessageBatch(delete -> delete.queueUrl(queue).entries(List.of(entry)));
    }

    private void dispatch() {
        var record =
                Map.of(
                        "messageId", message.messageId(),
                        "receiptHandle", message.receiptHandle(),
                        "body", message.body(),
                        "attributes", message.attributesAsStrings(),
                        "eventSource", "aws:sqs");
        functions.get("DispatchFunction").invoke(Json.bytes(Map.of("Records", List.of(record))));
    }

    private Map<String, Object> http(String function, byte[] event) {
        var answer = Json.object(functions.get(function).invoke(event)).orElseThrow();
        if ((Integer) answer.get("statusCode") >= 300) {
            throw new IllegalStateException(function + " answered " + answer);
        }
        return Json.object(answer.get("body").toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private Step measure(Runnable step) {
        meter.reset();
        logged.set(0);
        long begun = System.nanoTime();
        step.run();
        return new Step(meter.cost(), (System.nanoTime() - begun) / 1e6, logged.get());
    }

    @Override
    public void close() {
        worker.close();
        callbacks.stop(0);
        ssm.close();
    }
}
