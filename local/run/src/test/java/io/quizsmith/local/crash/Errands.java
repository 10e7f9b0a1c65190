package io.quizsmith.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalFunction;
import io.quizsmith.local.Webhook;
import io.quizsmith.query.QueryHandler;
import io.quizsmith.receive.ReceiveHandler;
import io.quizsmith.submit.SubmitHandler;
import io.quizsmith.sweep.SweepHandler;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What no story tells of: clients and operators who look, new users, a worker that signs. */
final class Errands {

    private static final Map<String, ?> OPERATOR = Map.of("cognito:groups", "[operators]");
    private static final Map<String, ?> NEWCOMER = Map.of("username", "newcomer");
    private static final Map<String, ?> ANOTHER = Map.of("username", "another");

    private final Stage stage;
    private final Map<String, FunctionProcess> processes;
    private final LocalFunction submit;
    private final LocalFunction receive;
    private final LocalFunction query;

    /**
     * @param processes in which no call breaks
     */
    Errands(Stage stage, Map<String, FunctionProcess> processes) {
        this.stage = stage;
        this.processes = processes;
        this.submit = started("SubmitFunction", SubmitHandler::new);
        this.receive = started("ReceiveFunction", ReceiveHandler::new);
        this.query = started("QueryFunction", QueryHandler::new);
    }

    private LocalFunction started(
            String id, Function<Environment, RequestStreamHandler> constructor) {
        return started(id, constructor, InstantSource.system());
    }

    private LocalFunction started(
            String id,
            Function<Environment, RequestStreamHandler> constructor,
            InstantSource clock) {
        var process = processes.get(id);
        var environment =
                new Environment(
                        stage.variables(id), clock, process.dynamo(), process.sqs(), line -> {});
        return new LocalFunction(id, 60, constructor.apply(environment));
    }

    void run() {
        sumUp();
        submit(NEWCOMER);
        look();
        changeUsers();
        callBack();
        actOnMany();
    }

    /** Where there are quotas. */
    void runWithQuotas() {
        ask(query, OPERATOR, "PUT", "users/9001", Map.of("username", "counted"), 201);
        submit(Map.of("username", "counted"));
        ask(query, OPERATOR, "GET", "users/9001", Map.of(), 200);
    }

    private void actOnMany() {
        for (var filter : List.of(Map.of("user_id", 9000), Map.of("status", "queued"))) {
            var wish = Map.of("action", "cancel", "filter", filter);
            var bulk = ask(submit, OPERATOR, "POST", "bulk", wish, 201);
            String path = "bulk/" + bulk.get("id");
            ask(submit, OPERATOR, "POST", path + "/run", Map.of("reason", "r"), 200);
            ask(query, OPERATOR, "GET", path, Map.of(), 200);
        }
        ask(query, OPERATOR, "GET", "bulk", Map.of(), 200);
        ask(query, OPERATOR, "GET", "users", Map.of(), 200);
        ask(query, OPERATOR, "GET", "callbacks/unknown", Map.of(), 200);
    }

    private void submit(Map<String, ?> claims) {
        ask(submit, claims, "POST", "generate", Map.of("quiz_size", 1), 202);
    }

    /** Sweep comes to what ended in the last story, and finds the message that it left behind. */
    private void sumUp() {
        Instant ended =
                stage.items().stream()
                        .map(item -> item.get("pk").s())
                        .filter(pk -> pk.startsWith("ENDED#"))
                        .map(pk -> Instant.parse(pk.split("#", -1)[1]))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        var clock = InstantSource.fixed(ended.plus(Duration.ofMinutes(3)));
        started("SweepFunction", SweepHandler::new, clock).invoke(Json.bytes(Map.of()));
    }

    private void look() {
        ask(query, ANOTHER, "GET", "tasks", Map.of(), 200);
        ask(query, OPERATOR, "GET", "tasks", Map.of(), 200);
        ask(query, OPERATOR, "GET", "health/details", Map.of(), 200);
        ask(query, OPERATOR, "GET", "overview", Map.of(), 200);
        ask(query, OPERATOR, "GET", "dead-letters", Map.of(), 200);
        stage.items().stream()
                .filter(item -> item.get("sk").s().equals("TASK") && item.containsKey("status"))
                .forEach(
                        item -> {
                            String task = "tasks/" + item.get("task_id").s();
                            boolean completed = item.get("status").s().equals("completed");
                            ask(query, OPERATOR, "GET", task, Map.of(), 200);
                            ask(query, OPERATOR, "GET", task + "/events", Map.of(), 200);
                            ask(query, OPERATOR, "GET", task + "/details", Map.of(), 200);
                            ask(
                                    query,
                                    OPERATOR,
                                    "GET",
                                    task + "/questions",
                                    Map.of(),
                                    completed ? 200 : 409);
                        });
    }

    private void changeUsers() {
        ask(query, OPERATOR, "PUT", "users/9000", Map.of("username", "before"), 201);
        ask(query, OPERATOR, "PUT", "users/9000", Map.of("username", "after"), 200);
        ask(query, OPERATOR, "GET", "users/9000", Map.of(), 200);
    }

    /** By an id that nobody knows, signed: it is kept, and refused as unknown. */
    private void callBack() {
        var question = Map.of("sentence", "She ___.");
        var body =
                Map.of(
                        "worker_task_id",
                        "job-of-nobody",
                        "user_id",
                        1,
                        "questions",
                        List.of(question));
        ask(receive, Map.of(), "POST", "receive", body, 404);
    }

    private Map<String, Object> ask(
            LocalFunction function,
            Map<String, ?> claims,
            String method,
            String path,
            Map<String, ?> body,
            int status) {
        String text = Json.write(body);
        long timestamp = Instant.now().getEpochSecond();
        var headers = // the worker's, which the other functions do not look at
                Map.of(
                        "content-type",
                        "application/json",
                        "x-ai-worker-token",
                        Stage.TOKEN,
                        "webhook-id",
                        "msg",
                        "webhook-timestamp",
                        String.valueOf(timestamp),
                        "webhook-signature",
                        Webhook.signature("msg", timestamp, text, Stage.TOKEN));
        var event = new HashMap<String, Object>();
        event.put("rawPath", "/api/ai/" + path + "/");
        event.put("headers", headers);
        event.put(
                "requestContext",
                Map.of(
                        "requestId", "r",
                        "http", Map.of("method", method),
                        "authorizer", Map.of("jwt", Map.of("claims", claims))));
        event.put("body", text);
        var answer = Json.object(function.invoke(Json.bytes(event))).orElseThrow();
        assertThat(answer).as(method + " " + path).containsEntry("statusCode", status);
        return Json.object(answer.get("body").toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
