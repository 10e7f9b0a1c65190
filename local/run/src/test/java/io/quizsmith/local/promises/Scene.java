package io.quizsmith.local.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.local.FunctionResources;
import io.quizsmith.local.LocalFunction;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskEvent;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;
import io.quizsmith.worker.CallbackAddress;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The real functions with a table and queues of their own, a worker that does as the test says, and
 * a clock that the test turns. Nothing happens by itself: the test brings each message and
 * callback.
 */
final class Scene implements AutoCloseable {

    static final Limits LIMITS = new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    private static final String TOKEN = "sample-worker-token";
    private final LocalSsm ssm = LocalSsm.with(TOKEN);

    private final Stack stack;
    private final HttpServer worker;
    private final Map<String, LocalFunction> functions;
    private final TaskTable tasks;
    private final List<Map<String, Object>> said = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.now();
    private volatile Function<String, Reply> handOver = task -> new Reply(202, "{}");
    private volatile Function<String, Reply> report = id -> new Reply(404, "{}");

    /** What is answered over HTTP. */
    record Reply(int status, String text) {

        Map<String, Object> json() {
            return Json.object(text.getBytes(UTF_8)).orElse(Map.of());
        }
    }

    /**
     * @param parameters of the template, besides the worker's
     */
    Scene(Map<String, String> parameters) throws IOException {
        this.worker =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", this::work);
        worker.start();
        var all = new HashMap<>(parameters);
        all.put("WorkerUrl", "http://127.0.0.1:" + worker.getAddress().getPort());
        var template = Template.read(Template.path(), all);
        var name = "scene-" + UUID.randomUUID().toString().substring(0, 8);
        this.stack = Stack.create(TestCloud.shared(), template, name);
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        this.functions =
                new FunctionResources(template, physical)
                        .functions(
                                variables ->
                                        new Environment(
                                                ssm.addTo(variables),
                                                () -> now,
                                                stack.cloud().dynamo(),
                                                stack.cloud().sqs(),
                                                this::say));
        this.tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    }

    private void say(String line) {
        said.add(Json.object(line.getBytes(UTF_8)).orElseThrow());
    }

    Instant now() {
        return now;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** What the worker answers when it is given a task. */
    void handedOver(Function<String, Reply> reply) {
        handOver = reply;
    }

    /** What the worker answers when it is asked about one of its ids. */
    void asked(Function<String, Reply> reply) {
        report = reply;
    }

    private void work(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Reply reply;
        if (path.equals("/generate")) {
            var order = Json.object(sent).orElseThrow();
            reply = handOver.apply(order.get("task_id").toString());
        } else if (path.startsWith("/task/")) {
            reply = report.apply(path.substring("/task/".length()));
        } else {
            reply = new Reply(200, "{}");
        }
        byte[] body = reply.text().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A task that its user asks for now. Its message is not sent. */
    Task queued(long user) {
        var request =
                new QuizRequest(
                        2, "", "", "job", List.of(), List.of(), "", "", OptionalInt.empty());
        Instant createdAt = now;
        while (true) {
            var id = TaskId.of(new UserId(user), createdAt);
            var task = Task.queued(id, new UserId(user), "learner" + user, request, LIMITS.at(now));
            if (tasks.create(task)) {
                return task;
            }
            createdAt = createdAt.plusMillis(1);
        }
    }

    /** Somebody begins to hand the task over, and dies. */
    void lease(Task task, Duration time) {
        tasks.lease(task.id(), "somebody", now, now.plus(time));
    }

    Task find(Task task) {
        return tasks.find(task.id()).orElseThrow();
    }

    /** Writes the step over the task as it is now. */
    Task step(Task task, Function<Task, Task> step) {
        Task before = find(task);
        Task after = step.apply(before);
        if (!(tasks.replace(before, after) instanceof TaskTable.Written.Done)) {
            throw new AssertionError(task.id() + " has moved");
        }
        return after;
    }

    /** Each event as {@code actor: what (reason)}. */
    List<String> history(Task task) {
        return find(task).history().stream().map(Scene::told).toList();
    }

    private static String told(TaskEvent event) {
        return "%s: %s (%s)".formatted(event.actor(), event.what(), event.reason());
    }

    /** The records that the overview is made of. */
    EndedTable endings() {
        return new EndedTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    }

    RollupTable rollups() {
        return new RollupTable(stack.cloud().dynamo(), stack.ref("Table"));
    }

    /** What is kept of the numbers is nothing that could be read. */
    void breakNumbers() {
        var progress =
                Map.of(
                        "pk", AttributeValue.fromS("ROLLUP"),
                        "sk", AttributeValue.fromS("PROGRESS"),
                        "folded_to", AttributeValue.fromS("broken"));
        stack.cloud().dynamo().putItem(put -> put.tableName(stack.ref("Table")).item(progress));
    }

    /** An operator cancels the task. */
    void cancel(Task task) {
        String path = "/api/ai/tasks/" + task.id() + "/cancel/";
        var claims = Map.of("jwt", Map.of("claims", Map.of("cognito:groups", "[operators]")));
        var event =
                Map.of(
                        "rawPath",
                        path,
                        "requestContext",
                        Map.of(
                                "requestId",
                                "r",
                                "http",
                                Map.of("method", "POST", "path", path),
                                "authorizer",
                                claims));
        if (!invoke("SubmitFunction", event).get("statusCode").equals(200)) {
            throw new AssertionError(task.id() + " was not cancelled");
        }
    }

    /** What the API answers an operator. */
    Map<String, Object> api(String function, String method, String path, String body) {
        var claims = Map.of("jwt", Map.of("claims", Map.of("cognito:groups", "[operators]")));
        var context =
                Map.of(
                        "requestId",
                        "r",
                        "http",
                        Map.of("method", method, "path", path),
                        "authorizer",
                        claims);
        return invoke(function, Map.of("rawPath", path, "requestContext", context, "body", body));
    }

    /** Brings dispatch a message; false where it is to come back. */
    boolean dispatch(String body) {
        var record =
                Map.of(
                        "messageId",
                        UUID.randomUUID().toString(),
                        "receiptHandle",
                        "none",
                        "body",
                        body,
                        "attributes",
                        Map.of("ApproximateReceiveCount", "1"));
        var answer = invoke("DispatchFunction", Map.of("Records", List.of(record)));
        return ((List<?>) answer.get("batchItemFailures")).isEmpty();
    }

    boolean dispatch(Task task) {
        return dispatch(task.id().value());
    }

    /** Brings dispatch what is on the task queue; how many messages came back, or will. */
    int dispatchFromQueue() {
        var url = stack.ref("TaskQueue");
        var batch =
                stack.cloud()
                        .sqs()
                        .receiveMessage(
                                receive ->
                                        receive.queueUrl(url)
                                                .maxNumberOfMessages(10)
                                                .waitTimeSeconds(0)
                                                .messageSystemAttributeNames(
                                                        MessageSystemAttributeName.ALL))
                        .messages();
        var records =
                batch.stream()
                        .map(
                                message ->
                                        Map.of(
                                                "messageId", message.messageId(),
                                                "receiptHandle", message.receiptHandle(),
                                                "body", message.body(),
                                                "attributes", message.attributesAsStrings()))
                        .toList();
        var answer = invoke("DispatchFunction", Map.of("Records", records));
        return ((List<?>) answer.get("batchItemFailures")).size();
    }

    void sweep() {
        invoke("SweepFunction", Map.of());
    }

    /**
     * The worker calls back.
     *
     * @param given the task whose address it uses
     */
    Reply callBack(Task given, Map<String, ?> body) {
        var http = Map.of("method", "POST", "path", "/");
        var event = new HashMap<String, Object>();
        event.put("rawPath", "/");
        event.put("rawQueryString", CallbackAddress.query(given, TOKEN));
        event.put(
                "headers", Map.of("content-type", "application/json", "x-ai-worker-token", TOKEN));
        event.put("requestContext", Map.of("requestId", "r", "http", http));
        event.put("body", Json.write(body));
        var answer = invoke("ReceiveFunction", event);
        return new Reply(
                ((Number) answer.get("statusCode")).intValue(), answer.get("body").toString());
    }

    private Map<String, Object> invoke(String function, Map<String, ?> event) {
        return Json.object(functions.get(function).invoke(Json.bytes(event))).orElse(Map.of());
    }

    /** The bodies of the messages that are on the task queue and not delayed; takes them. */
    List<String> sent() {
        return take("TaskQueue");
    }

    List<String> deadLetters() {
        return take("DeadLetterQueue");
    }

    private List<String> take(String queue) {
        var bodies = new ArrayList<String>();
        var url = stack.ref(queue);
        while (true) {
            List<Message> batch =
                    stack.cloud()
                            .sqs()
                            .receiveMessage(
                                    receive ->
                                            receive.queueUrl(url)
                                                    .maxNumberOfMessages(10)
                                                    .waitTimeSeconds(0))
                            .messages();
            if (batch.isEmpty()) {
                return bodies;
            }
            for (var message : batch) {
                bodies.add(message.body());
                stack.cloud()
                        .sqs()
                        .deleteMessage(
                                delete ->
                                        delete.queueUrl(url)
                                                .receiptHandle(message.receiptHandle()));
            }
        }
    }

    /** Nobody can reach the task queue; what is on it is lost. */
    void loseQueue() {
        stack.cloud().sqs().deleteQueue(delete -> delete.queueUrl(stack.ref("TaskQueue")));
    }

    void makeQueueAgain() {
        String url = stack.ref("TaskQueue");
        String queue = url.substring(url.lastIndexOf('/') + 1);
        stack.cloud().sqs().createQueue(create -> create.queueName(queue));
    }

    void send(Task task) {
        stack.cloud()
                .sqs()
                .sendMessage(
                        send ->
                                send.queueUrl(stack.ref("TaskQueue"))
                                        .messageBody(task.id().value()));
    }

    void deadLetter(Task task) {
        stack.cloud()
                .sqs()
                .sendMessage(
                        send ->
                                send.queueUrl(stack.ref("DeadLetterQueue"))
                                        .messageBody(task.id().value()));
    }

    /** Reasons under which the metric was counted so far. */
    List<Object> counted(String metric) {
        return said.stream()
                .filter(line -> line.containsKey(metric))
                .map(line -> line.getOrDefault("Reason", ""))
                .toList();
    }

    /** A good result as a worker sends it. */
    static Map<String, Object> result(Object workerTaskId, long user, String sentence) {
        return Map.of(
                "worker_task_id", workerTaskId,
                "user_id", user,
                "questions", List.of(question(sentence)));
    }

    static Map<String, Object> question(String sentence) {
        return Map.of(
                "sentence",
                sentence,
                "options",
                Map.of("A", "go", "B", "goes", "C", "going", "D", "gone"),
                "correct_answer",
                "B");
    }

    @Override
    public void close() {
        worker.stop(0);
        ssm.close();
    }
}
