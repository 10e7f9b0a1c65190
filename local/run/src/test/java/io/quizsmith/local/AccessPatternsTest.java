package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.DeadLetterTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.sampleworker.Fault;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** docs/access-patterns.md says what each pattern costs; here the services say whether it is so. */
class AccessPatternsTest {

    private static final Map<String, String> LEARNER = Map.of("username", "learner1");
    private static final Map<String, String> OPERATOR = Map.of("cognito:groups", "[operators]");
    private static final Map<String, Meter.Cost> MEASURED = new LinkedHashMap<>();

    /**
     * Goes on by a millisecond whenever it is asked: minutes are few, and none passes by chance.
     */
    private static final AtomicLong TIME = new AtomicLong();

    /**
     * Most of an hour has passed. Not today's: what the two endings cost to read depends on their
     * tasks' ids, which this decides; and not past, or the database would clear away what expires.
     */
    private static final Instant BEGINNING = Instant.parse("2099-01-23T10:50:00Z");

    private static Meter meter;
    private static Stack stack;
    private static SampleWorker worker;
    private static LocalSsm ssm;
    private static Map<String, LocalFunction> functions;
    private static Map<String, String> claims = LEARNER;
    private static Map<String, LocalFunction> functionsWithQuotas;

    @BeforeAll
    static void start() {
        TIME.set(BEGINNING.toEpochMilli());
        meter = new Meter(TestCloud.shared());
        stack = TestCloud.newStack();
        ssm = LocalSsm.with("sample-worker-token");
        worker =
                SampleWorker.start(
                        new Settings(
                                0,
                                "sample-worker-token",
                                Duration.ofMillis(1),
                                Fault.SILENT,
                                Optional.of(URI.create("http://127.0.0.1:9/"))));
        var physical = new HashMap<>(stack.physical());
        physical.put("ReceiveFunctionUrl.FunctionUrl", "http://127.0.0.1:9/");
        functions = functions(physical, "0");
        functionsWithQuotas = functions(physical, "5");
        var users = new UserTable(stack.cloud().dynamo(), stack.ref("Table"));
        SampleUsers.all().forEach(users::put);
    }

    private static Map<String, LocalFunction> functions(
            Map<String, String> physical, String quota) {
        var template =
                Template.read(
                        Template.path(),
                        Map.of(
                                "WorkerUrl",
                                worker.uri().toString(),
                                "MaxPendingPerUser",
                                quota,
                                "MaxTasksPerDay",
                                quota));
        return new FunctionResources(template, physical)
                .functions(
                        variables ->
                                new Environment(
                                        ssm.addTo(variables),
                                        () -> Instant.ofEpochMilli(TIME.incrementAndGet()),
                                        meter.dynamo(),
                                        meter.sqs(),
                                        line -> {}));
    }

    @AfterAll
    static void stop() {
        worker.close();
        ssm.close();
    }

    @Test
    void everyPatternCostsWhatItsDocumentSays() throws IOException {
        String taskId = measure("submit", () -> submit("")).get("task_id").toString();
        measure("dispatch", () -> dispatch(taskId));
        measure("receive (10 questions)", () -> receive(taskId));
        measure("receive again (duplicate)", () -> receive(taskId));
        measure("status, first of a caller", () -> get("/api/ai/tasks/" + taskId + "/"));
        measure("status", () -> get("/api/ai/tasks/" + taskId + "/"));
        measure("questions (10)", () -> get("/api/ai/tasks/" + taskId + "/questions/"));
        measure("events", () -> get("/api/ai/tasks/" + taskId + "/events/"));
        measure("list of one user", () -> get("/api/ai/tasks/?user_id=1"));
        String other = measure("submit with a key", () -> submit("k1")).get("task_id").toString();
        measure("submit with a key again", () -> submit("k1"));
        measure("cancel", () -> change("POST", other, "cancel/"));
        invoke("SweepFunction", Map.of()); // the first has no minute to sum up
        aMinutePasses();
        measure("sweep, nothing due", () -> invoke("SweepFunction", Map.of()));
        aMinutePasses();
        measure("sweep, a dead letter", AccessPatternsTest::sweepDeadLetter);
        change("POST", other, "cancel/"); // the first read in a minute brings the forecast
        measure("retry", () -> change("POST", other, "retry/"));
        measure("user", () -> get("/api/ai/users/1/"));
        measure("somebody else's task, list or user", () -> refused(taskId));
        claims = Map.of("username", "newcomer");
        measure("list of a user at first sight", () -> get("/api/ai/tasks/"));
        claims = OPERATOR;
        measure("list of all users, by an operator", () -> get("/api/ai/tasks/"));
        measure("list of one status, by an operator", () -> get("/api/ai/tasks/?status=completed"));
        measure("list of one user, by an operator", () -> get("/api/ai/tasks/?user_id=1"));
        measure("status, first in a minute", () -> get("/api/ai/tasks/" + taskId + "/"));
        measure("status, by an operator", () -> get("/api/ai/tasks/" + taskId + "/"));
        measure("dead letters", () -> get("/api/ai/dead-letters/"));
        measure("discard a dead letter", AccessPatternsTest::discard);
        measure("overview of an hour", () -> get("/api/ai/overview/"));
        BusyWeek.putInto(stack, Instant.ofEpochMilli(TIME.get()));
        measure("overview of an hour, busy", () -> get("/api/ai/overview/"));
        measure("overview of a day, busy", () -> get("/api/ai/overview/?window=day"));
        measure("overview of a week, busy", () -> get("/api/ai/overview/?window=week"));
        measure("details, with one callback", () -> get("/api/ai/tasks/" + taskId + "/details/"));
        measure("a callback", () -> get(callbackOf(taskId)));
        measure("callbacks of no task", () -> get("/api/ai/callbacks/unknown/"));
        measure("all users (5)", () -> get("/api/ai/users/"));
        measure("users by a text", () -> get("/api/ai/users/?q=learner"));
        measure("a change of a user", AccessPatternsTest::changeUser);
        measure("fail, by an operator", () -> failed(other));
        bulk();
        functions = functionsWithQuotas;
        measure("user, by an operator, with quotas", () -> get("/api/ai/users/1/"));
        claims = LEARNER;
        submit("");
        measure("submit with quotas", () -> submit(""));

        assertThat(rows()).isEqualTo(documented());
    }

    private static void aMinutePasses() {
        TIME.addAndGet(Duration.ofMinutes(1).toMillis());
    }

    private static Map<String, Object> sweepDeadLetter() {
        String url = stack.ref("DeadLetterQueue");
        stack.cloud().sqs().sendMessage(send -> send.queueUrl(url).messageBody("no task id"));
        return invoke("SweepFunction", Map.of());
    }

    private static Map<String, Object> discard() {
        var letters = new DeadLetterTable(stack.cloud().dynamo(), stack.ref("Table"));
        String id = letters.listOpen(1, Optional.empty()).entries().getFirst().letter().id();
        String path = "/api/ai/dead-letters/" + id + "/discard/";
        return http("SubmitFunction", "POST", path, "{\"reason\": \"not ours\"}", "");
    }

    private static List<String> rows() {
        return MEASURED.entrySet().stream()
                .map(
                        each ->
                                "| %s | %d | %d | %s | %s |"
                                        .formatted(
                                                each.getKey(),
                                                each.getValue().calls(),
                                                each.getValue().sqsCalls(),
                                                each.getValue().readUnits(),
                                                each.getValue().writeUnits()))
                .toList();
    }

    /** The rows of the document's table of measured costs. */
    private static List<String> documented() throws IOException {
        var lines = Files.readAllLines(Root.path().resolve("docs/access-patterns.md"));
        int header = lines.indexOf("| pattern | calls | of these SQS | read units | write units |");
        return lines.stream().skip(header + 2L).takeWhile(line -> line.startsWith("|")).toList();
    }

    private interface Action {
        Map<String, Object> run();
    }

    private static Map<String, Object> measure(String pattern, Action action) {
        meter.reset();
        var answer = action.run();
        MEASURED.put(pattern, meter.cost());
        return answer;
    }

    private static Map<String, Object> submit(String key) {
        String body = "{\"user_id\": 1, \"quiz_size\": 10}";
        var answer = http("SubmitFunction", "POST", "/api/ai/generate/", body, key);
        return json(answer);
    }

    private static Map<String, Object> json(Map<String, Object> answer) {
        return Json.object(answer.get("body").toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static Map<String, Object> dispatch(String taskId) {
        var record =
                Map.of(
                        "messageId", "m1",
                        "receiptHandle", "r1",
                        "body", taskId,
                        "attributes", Map.of("ApproximateReceiveCount", "1"),
                        "eventSource", "aws:sqs");
        return invoke("DispatchFunction", Map.of("Records", List.of(record)));
    }

    private static Map<String, Object> receive(String taskId) {
        String body =
                Json.write(
                        Map.of("worker_task_id", taskId, "user_id", 1, "questions", questions()));
        return http("ReceiveFunction", "POST", "/api/ai/receive/", body, "");
    }

    /** Small ones, of which the rules have nothing to say. */
    private static List<?> questions() {
        return List.of(
                        "tea", "milk", "soup", "rice", "fish", "meat", "eggs", "cake", "corn",
                        "figs")
                .stream()
                .map(
                        food ->
                                Map.of(
                                        "sentence",
                                        "He _____ " + food + ".",
                                        "options",
                                        Map.of(
                                                "A", "like", "B", "likes", "C", "liking", "D",
                                                "liked"),
                                        "correct_answer",
                                        "B",
                                        "explanation",
                                        "The verb takes -s before " + food + "."))
                .toList();
    }

    private static Map<String, Object> change(String method, String taskId, String verb) {
        return http("SubmitFunction", method, "/api/ai/tasks/" + taskId + "/" + verb, "", "");
    }

    private static Map<String, Object> failed(String taskId) {
        String body = "{\"reason\": \"r\"}";
        return http("SubmitFunction", "POST", "/api/ai/tasks/" + taskId + "/fail/", body, "");
    }

    private static String callbackOf(String taskId) {
        var details = get("/api/ai/tasks/" + taskId + "/details/");
        var callbacks = (List<?>) json(details).get("callbacks");
        meter.reset();
        var id = ((Map<?, ?>) callbacks.getFirst()).get("id");
        return "/api/ai/tasks/" + taskId + "/callbacks/" + id + "/";
    }

    private static Map<String, Object> changeUser() {
        String body = "{\"username\": \"learner3\", \"email\": \"three@example.com\"}";
        return http("QueryFunction", "PUT", "/api/ai/users/3/", body, "");
    }

    private static void bulk() {
        for (int i = 0; i < 25; i++) {
            submit("");
        }
        String all = "{\"action\": \"cancel\", \"filter\": {\"status\": \"queued\"}}";
        String bulk = "/api/ai/bulk/";
        var prepared =
                measure(
                        "prepare a bulk action (25 tasks)",
                        () -> http("SubmitFunction", "POST", bulk, all, ""));
        String id = bulk + json(prepared).get("id") + "/";
        measure(
                "run a part of it (25 tasks)",
                () -> http("SubmitFunction", "POST", id + "run/", "{\"reason\": \"r\"}", ""));
        measure("a bulk action", () -> get(id));
        measure("the last bulk actions", () -> get(bulk));
    }

    /** What another caller, whose id is known, gets to see: nothing, and nothing is read for it. */
    private static Map<String, Object> refused(String taskId) {
        claims = Map.of("username", "learner2");
        get("/api/ai/tasks/");
        meter.reset();
        http("QueryFunction", "GET", "/api/ai/tasks/" + taskId + "/", "", "", 404);
        http("QueryFunction", "GET", "/api/ai/tasks/?user_id=1", "", "", 403);
        return http("QueryFunction", "GET", "/api/ai/users/1/", "", "", 404);
    }

    private static Map<String, Object> get(String path) {
        return http("QueryFunction", "GET", path, "", "");
    }

    private static Map<String, Object> http(
            String function, String method, String path, String body, String key) {
        return http(function, method, path, body, key, 200);
    }

    private static Map<String, Object> http(
            String function, String method, String path, String body, String key, int status) {
        String[] sides = path.split("\\?", 2);
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("x-ai-worker-token", "sample-worker-token");
        if (!key.isEmpty()) {
            headers.put("idempotency-key", key);
        }
        var query = new HashMap<String, String>();
        if (sides.length == 2) {
            String[] pair = sides[1].split("=", 2);
            query.put(pair[0], pair[1]);
        }
        var answer =
                invoke(
                        function,
                        Map.of(
                                "version",
                                "2.0",
                                "rawPath",
                                sides[0],
                                "rawQueryString",
                                sides.length == 2 ? sides[1] : "",
                                "headers",
                                headers,
                                "queryStringParameters",
                                query,
                                "requestContext",
                                Map.of(
                                        "requestId",
                                        "r",
                                        "authorizer",
                                        Map.of("jwt", Map.of("claims", claims)),
                                        "http",
                                        Map.of("method", method, "path", sides[0])),
                                "body",
                                body,
                                "isBase64Encoded",
                                false));
        assertThat((Integer) answer.get("statusCode"))
                .as(path + answer)
                .isBetween(status, status == 200 ? 299 : status);
        return answer;
    }

    private static Map<String, Object> invoke(String function, Map<String, ?> event) {
        return Json.object(functions.get(function).invoke(Json.bytes(event))).orElse(Map.of());
    }
}
