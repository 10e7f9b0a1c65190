package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.question.Quality;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The function on a table of its own: events in, answers out. */
final class QueryFunction {

    static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    static final Limits LIMITS = new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    final TaskTable tasks;
    final ResultTable results;
    final UserTable users;
    final List<String> log = new CopyOnWriteArrayList<>();
    private static final AtomicLong NEXT_MILLIS = new AtomicLong();
    private final Stack stack;
    private final QueryHandler handler;

    private QueryFunction(Stack stack, DynamoDbClient dynamo, SqsClient sqs, String workerUrl) {
        this(stack, dynamo, sqs, workerUrl, InstantSource.fixed(NOW));
    }

    private QueryFunction(
            Stack stack,
            DynamoDbClient dynamo,
            SqsClient sqs,
            String workerUrl,
            InstantSource clock) {
        String table = stack.ref("Table");
        this.stack = stack;
        this.tasks = new TaskTable(stack.cloud().dynamo(), table, new Shards(4));
        this.results = new ResultTable(stack.cloud().dynamo(), table);
        this.users = new UserTable(stack.cloud().dynamo(), table);
        var variables =
                Map.of(
                        "TABLE_NAME",
                        table,
                        "STATUS_SHARDS",
                        "4",
                        "QUEUE_URL",
                        stack.ref("TaskQueue"),
                        "AI_WORKER_URL",
                        workerUrl,
                        "LONGEST_WAIT_SECONDS",
                        "25");
        this.handler = new QueryHandler(new Environment(variables, clock, dynamo, sqs, log::add));
    }

    static QueryFunction start() {
        Stack stack = TestCloud.newStack();
        return new QueryFunction(stack, stack.cloud().dynamo(), stack.cloud().sqs(), "");
    }

    /** The same table and queue, reached in another way. */
    QueryFunction reachedBy(DynamoDbClient dynamo, SqsClient sqs) {
        return new QueryFunction(stack, dynamo, sqs, "");
    }

    QueryFunction withWorker(String url) {
        return new QueryFunction(stack, stack.cloud().dynamo(), stack.cloud().sqs(), url);
    }

    /** The same table, by another clock. */
    QueryFunction by(InstantSource clock, DynamoDbClient dynamo) {
        return new QueryFunction(stack, dynamo, sqs(), "", clock);
    }

    RollupTable rollups() {
        return new RollupTable(dynamo(), stack.ref("Table"));
    }

    DynamoDbClient dynamo() {
        return stack.cloud().dynamo();
    }

    SqsClient sqs() {
        return stack.cloud().sqs();
    }

    /** What came back. */
    record Answer(int status, Map<String, Object> headers, String body, boolean isBase64) {

        Map<String, Object> json() {
            return Json.object(body.getBytes(UTF_8))
                    .orElseThrow(() -> new AssertionError("no JSON object: " + body));
        }

        Object header(String name) {
            return headers.get(name);
        }

        /** Checks a problem for its status and what old clients compare. */
        void isProblem(int expectedStatus, String error) {
            assertThat(status).as(body).isEqualTo(expectedStatus);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json())
                    .containsEntry("error", error)
                    .containsEntry("status", expectedStatus)
                    .containsEntry("request_id", "request-1");
        }
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of());
    }

    Answer get(String path, String query) {
        return answer(event("GET", path, query, Map.of()));
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        var event = event(method, path, "", headers);
        if (!body.isEmpty()) {
            event.put("body", body);
        }
        return answer(event);
    }

    Answer answer(Map<String, Object> event) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(Json.bytes(event)), output, invocation(29_000));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        var answer = Json.object(output.toByteArray()).orElseThrow();
        var headers = new HashMap<String, Object>();
        ((Map<?, ?>) answer.get("headers")).forEach((name, value) -> headers.put("" + name, value));
        assertThat(headers).containsEntry("X-Request-Id", "request-1");
        return new Answer(
                (int) answer.get("statusCode"),
                headers,
                (String) answer.get("body"),
                (boolean) answer.get("isBase64Encoded"));
    }

    /** One that has so many milliseconds left, and tells nothing else. */
    static Context invocation(int left) {
        return (Context)
                Proxy.newProxyInstance(
                        QueryFunction.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getRemainingTimeInMillis") ? left : null);
    }

    /** As many questions as were asked for, and nothing wrong with them. */
    static Quality quality(int questions) {
        return new Quality(questions, questions, questions, 0, List.of(), List.of(), Set.of(), 100);
    }

    /** What a request of an operator comes as. */
    static Map<String, Object> event(
            String method, String path, String query, Map<String, String> headers) {
        return event(method, path, query, headers, Map.of("cognito:groups", "[operators]"));
    }

    static Map<String, Object> event(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            Map<String, String> claims) {
        var event = new LinkedHashMap<String, Object>();
        event.put("version", "2.0");
        event.put("routeKey", "ANY /api/ai/{proxy+}");
        event.put("rawPath", path);
        event.put("rawQueryString", query);
        event.put("headers", headers);
        event.put(
                "requestContext",
                Map.of(
                        "requestId", "request-1",
                        "stage", "$default",
                        "domainName", "quiz.example.com",
                        "authorizer", Map.of("jwt", Map.of("claims", claims)),
                        "http", Map.of("method", method, "path", path)));
        event.put("isBase64Encoded", false);
        return event;
    }

    Task aTask() {
        return aTask(new UserId(1), NOW);
    }

    Task aTask(UserId user, Instant createdAt) {
        return aTask(user, createdAt, "Advanced");
    }

    /** A queued task, named by a millisecond that no other task has. */
    Task aTask(UserId user, Instant createdAt, String level) {
        var request =
                new QuizRequest(
                        10, level, "", "job", List.of(), List.of(), "", "", OptionalInt.empty());
        var id = TaskId.of(user, createdAt.plusMillis(NEXT_MILLIS.getAndIncrement()));
        Task task = Task.queued(id, user, "learner" + user, request, LIMITS.at(createdAt));
        assertThat(tasks.create(task)).isTrue();
        return task;
    }

    /** Stores what became of the task. */
    Task stored(Task before, Task after) {
        assertThat(tasks.replace(before, after)).isEqualTo(new TaskTable.Written.Done(after));
        return after;
    }

    User aUser(long id, String username) {
        var user = new User(new UserId(id), username, "", "", "", "", "", "", OptionalInt.empty());
        users.put(user);
        return user;
    }
}
