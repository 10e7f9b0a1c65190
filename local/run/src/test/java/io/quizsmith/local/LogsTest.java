package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * Everything that can happen to tasks and users, with secrets and private texts wherever there is
 * room for them: the logs tell of each change of state, and of none of these.
 */
@Isolated("hears whatever this process prints, and breaks calls wherever they come from")
class LogsTest {

    /** What a line of the log may say, besides metrics. */
    private static final List<String> FIELDS =
            List.of(
                    "timestamp",
                    "level",
                    "message",
                    "task_id",
                    "user_id",
                    "attempt",
                    "status",
                    "request_id",
                    "message_id",
                    "callback",
                    "parameter",
                    "why",
                    "thrown",
                    "at");

    private static Overheard overheard;
    private static final List<String> TASKS = new ArrayList<>();
    private static final List<String> QUIZZES = new ArrayList<>();

    @BeforeAll
    static void everythingHappens() throws IOException {
        overheard = new Overheard();
        changeUsers();
        askForQuizzes();
        deliver();
        reportFailures();
        comeToOtherEnds();
        leaveTheWorkerSilent();
        sendWhatIsNoTask();
        loseTheTokens();
        damageAQuiz();
        breakCalls();
        meetFaults();
    }

    @AfterAll
    static void stop() {
        Trouble.end();
        overheard.close();
    }

    private static void changeUsers() {
        var body =
                Map.of(
                        "username", "hush.ann",
                        "email", "hush.ann@example.com",
                        "first_name", "Hush-Ann",
                        "profession", "hush-maker");
        expect(201, overheard.ask("PUT", "users/77/", overheard.operator, Json.write(body)));
        expect(200, overheard.ask("PUT", "users/77/", overheard.operator, Json.write(body)));
        expect(409, overheard.ask("PUT", "users/78/", overheard.operator, Json.write(body)));
        expect(403, overheard.ask("PUT", "users/77/", overheard.user, Json.write(body)));
        expect(400, overheard.ask("PUT", "users/77/", overheard.operator, "{\"email\": \"hush@"));
        expect(400, overheard.ask("PUT", "users/77/", overheard.operator, "{\"email\": [\"hush@"));
        expect(404, overheard.ask("GET", "users/hush@example.com/", overheard.operator, ""));
    }

    private static void askForQuizzes() {
        var first = overheard.submit("take", "Idempotency-Key", "hush-key");
        expect(202, first);
        expect(202, overheard.submit("take", "Idempotency-Key", "hush-key"));
        expect(422, overheard.submit("another", "Idempotency-Key", "hush-key"));
        TASKS.add(first.json().get("task_id").toString());
        String second = overheard.submitted("take");
        expect(429, overheard.submit("take"));
        expect(200, overheard.ask("POST", "tasks/" + second + "/cancel/", overheard.user, ""));
        expect(400, overheard.ask("POST", "generate/", overheard.user, "{\"goals\": \"hush"));
        expect(400, overheard.ask("POST", "generate/", overheard.user, "{\"goals\": [\"hush\"]}"));
        expect(401, overheard.ask("POST", "generate/", "hush.hush.hush", "{}"));
        expect(
                404,
                overheard.ask(
                        "POST", "generate/", overheard.operator, "{\"user_id\": \"hush-nobody\"}"));
        expect(400, overheard.ask("GET", "tasks/?status=hush&cursor=hush", overheard.user, ""));
    }

    private static void deliver() {
        String task = overheard.await(TASKS.getFirst(), "processing");
        URI address = overheard.address(task);
        String good = result(task, 2);
        expect(401, overheard.callBack(address, "hush-guess", good));
        expect(401, overheard.callBack(URI.create(address + "hush"), overheard.current, good));
        expect(
                401,
                overheard.callBack(
                        address, overheard.current, good, "webhook-signature", "v1,hush"));
        expect(400, overheard.callBack(address, overheard.current, "{\"questions\": \"hush"));
        expect(400, overheard.callBack(address, overheard.current, "{\"questions\": \"hush\"}"));
        URI open = overheard.run.receiveUri().resolve("/");
        expect(404, overheard.callBack(open, overheard.current, result("hush-job", 2)));
        expect(
                409,
                overheard.callBack(
                        open, overheard.previous, result(task, 2, "hush.ann@example.com")));
        expect(201, overheard.callBackSigned(address, good));
        expect(401, overheard.callBackSigned(address, good));
        expect(200, overheard.callBack(address, overheard.previous, good));
        for (String page : List.of("questions/", "events/", "")) {
            expect(200, overheard.ask("GET", "tasks/" + task + "/" + page, overheard.user, ""));
        }
        QUIZZES.add(
                overheard.ask("GET", "tasks/" + task + "/questions/", overheard.user, "").body());
    }

    private static void reportFailures() {
        String task = overheard.submitted("take");
        TASKS.add(task);
        for (int attempt = 1; attempt <= 3; attempt++) {
            awaitAttempt(task, attempt);
            var report =
                    Map.of(
                            "worker_task_id",
                            task,
                            "user_id",
                            userId(task),
                            "status",
                            "failed",
                            "error",
                            "hush: the model said too much");
            String body = attempt == 2 ? result(task, 0) : Json.write(report);
            int status =
                    overheard.callBack(overheard.address(task), overheard.current, body).status();
            assertThat(status).isIn(200, 422);
        }
        overheard.await(task, "failed");
        expect(202, overheard.ask("POST", "tasks/" + task + "/retry/", overheard.user, ""));
        awaitAttempt(task, 4);
        expect(200, overheard.ask("DELETE", "tasks/" + task + "/", overheard.user, ""));
        expect(
                200,
                overheard.callBack(overheard.address(task), overheard.current, result(task, 2)));
    }

    private static void comeToOtherEnds() {
        TASKS.add(overheard.await(overheard.submitted("sync"), "completed"));
        TASKS.add(overheard.await(overheard.submitted("refuse"), "failed"));
        String garbled = overheard.await(overheard.submitted("garble"), "processing");
        expect(200, overheard.ask("POST", "tasks/" + garbled + "/cancel/", overheard.user, ""));
    }

    /** Asked, it says once that it is at it; later it gives no JSON. */
    private static void leaveTheWorkerSilent() {
        String task = overheard.submitted("take");
        TASKS.add(task);
        for (int attempt = 1; attempt <= 3; attempt++) {
            awaitAttempt(task, attempt);
            for (int asked = attempt == 1 ? 1 : 2; asked <= 2; asked++) {
                overheard.later(Duration.ofMinutes(16));
                overheard.sweep();
            }
        }
        overheard.await(task, "failed");
    }

    private static void sendWhatIsNoTask() {
        var run = overheard.run;
        var sqs = run.cloud().sqs();
        for (String body : List.of("hush: no task", "{\"hush", "task-1-1")) {
            sqs.sendMessage(send -> send.queueUrl(run.queueUrl()).messageBody(body));
            sqs.sendMessage(send -> send.queueUrl(run.deadLetterQueueUrl()).messageBody(body));
        }
        await("message is no task id: look at the dead-letter queue");
        await("message for an unknown task");
        overheard.sweep();
    }

    private static void loseTheTokens() {
        overheard.later(Duration.ofMinutes(6));
        overheard.ssm.setUnreachable(true);
        URI open = overheard.run.receiveUri().resolve("/");
        expect(401, overheard.callBack(open, "hush-guess", "{}"));
        overheard.ssm.setUnreachable(false);
        overheard.later(Duration.ofMinutes(1));
    }

    /** A parser that fails quotes what it cannot read. */
    private static void damageAQuiz() throws IOException {
        String task = TASKS.getFirst();
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("hush".getBytes(UTF_8));
        }
        var body = AttributeValue.fromB(SdkBytes.fromByteArray(zipped.toByteArray()));
        var run = overheard.run;
        for (var item : overheard.items()) {
            if (item.get("pk").s().equals("TASK#" + task)
                    && item.get("sk").s().startsWith("QUESTIONS#")) {
                var damaged = new HashMap<>(item);
                damaged.put("body", body);
                run.cloud().dynamo().putItem(put -> put.tableName(run.tableName()).item(damaged));
            }
        }
        expect(500, overheard.ask("GET", "tasks/" + task + "/questions/", overheard.user, ""));
    }

    private static void breakCalls() {
        String user = Json.write(Map.of("username", "hush.bob", "email", "hush.bob@example.com"));
        String task = overheard.await(overheard.submitted("take"), "processing");
        String own = "tasks/" + task + "/";
        breakEachCall("query", () -> overheard.ask("PUT", "users/990/", overheard.operator, user));
        breakEachCall("query", () -> overheard.ask("GET", "tasks/", overheard.operator, ""));
        breakEachCall("query", () -> overheard.ask("GET", own, overheard.user, ""));
        breakEachCall(
                "query", () -> overheard.ask("GET", "health/details", overheard.operator, ""));
        breakEachCall(
                "receive",
                () ->
                        overheard.callBack(
                                overheard.address(task), overheard.current, result(task, 2)));
        breakEachCall(
                "submit",
                () -> {
                    overheard.submit("take", "Idempotency-Key", "hush");
                    overheard.later(Duration.ofMinutes(2)); // what was not sent is due
                    overheard.sweep();
                });
        breakEachCall("sweep", overheard::sweep);
        cancelEverything();
        Trouble.waitFor("dispatch", 1);
        TASKS.add(overheard.submitted("take"));
        await("dispatch failed");
        Trouble.end();
        expect(200, overheard.ask("DELETE", "tasks/" + TASKS.getLast() + "/", overheard.user, ""));
    }

    /** First the first one, then the second one, until there is none to break. */
    private static void breakEachCall(String function, Runnable request) {
        int broken = 0;
        do {
            cancelEverything();
            Trouble.waitFor(function, broken++);
            request.run();
        } while (Trouble.end());
        assertThat(broken).as("calls of " + function).isGreaterThan(1);
    }

    /** In the end, as the worker is kept from work by them. */
    private static void meetFaults() {
        for (String fault : List.of("break", "reset")) {
            String task = overheard.submitted(fault);
            TASKS.add(task);
            await("worker at fault", task);
            expect(200, overheard.ask("DELETE", "tasks/" + task + "/", overheard.user, ""));
        }
        cancelEverything();
        TASKS.add(overheard.submitted("unauthorized"));
        await("the worker's address or token is wrong: check AI_WORKER_URL and the token");
        TASKS.add(overheard.submitted("busy"));
        await("task waiting");
    }

    @Test
    void noLogHoldsASecret() {
        assertThat(overheard.hush.brokenBy(overheard.listener.everything())).isEmpty();
    }

    @Test
    void everyChangeOfStateIsLoggedByTheIdOfItsTask() {
        assertThat(messages())
                .contains(
                        "task queued",
                        "task processing",
                        "task completed",
                        "task tried again",
                        "task failed",
                        "task cancelled",
                        "task retried",
                        "task stored and not sent",
                        "task swept",
                        "task waiting",
                        "over quota",
                        "callback refused",
                        "callback failed",
                        "request failed",
                        "dispatch failed",
                        "worker at fault",
                        "callback for an unknown task",
                        "dead letter is no task id: look at the dead-letter queue",
                        "the worker's token cannot be read: the last one is used");
        for (String task : TASKS) {
            assertThat(overheard.listener.lines())
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .containsEntry("message", "task queued")
                                            .containsEntry("task_id", task));
        }
        for (String metric : List.of("Submitted", "Completed", "Failed", "CallbackRefused")) {
            assertThat(overheard.listener.lines())
                    .anySatisfy(line -> assertThat(line).containsKey(metric));
        }
    }

    @Test
    void linesHaveNoOtherFieldsThanTheseAndNothingElseIsPrinted() {
        assertThat(overheard.listener.lines())
                .filteredOn(line -> !line.containsKey("_aws"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(FIELDS).containsAll(line.keySet()));
        assertThat(overheard.listener.everything())
                .filteredOn(line -> !line.startsWith("{"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("io.quizsmith.function.Broken"));
    }

    /** Or there would be nothing that the logs could have told. */
    @Test
    void theSecretsWereOnTheirWay() {
        assertThat(overheard.worker.orders())
                .isNotEmpty()
                .allSatisfy(
                        order -> {
                            assertThat(order.token()).isIn(overheard.current, overheard.previous);
                            assertThat(order.body().toString())
                                    .contains("hush about it", "hush-maker", "hush-topic");
                        });
        assertThat(QUIZZES)
                .singleElement()
                .asString()
                .contains("hush-stem", "hush-b", "hush-explained");
        assertThat(overheard.items().toString())
                .contains(
                        "hush.ann@example.com",
                        "hush.reader@example.com",
                        "hush about it",
                        "hush-job");
        assertThat(overheard.hush.brokenBy(List.of(overheard.user, overheard.current))).hasSize(2);
    }

    @Test
    void aSecretIsFoundWhereverItStands() {
        assertThat(
                        overheard.hush.brokenBy(
                                List.of(
                                        "{\"message\": \"task queued\"}",
                                        "{\"message\": \"Hush.Ann@example.com\"}",
                                        "token=" + overheard.current + ";")))
                .hasSize(2);
    }

    private static List<Object> messages() {
        return overheard.listener.lines().stream()
                .map(line -> line.getOrDefault("message", ""))
                .toList();
    }

    private static void awaitAttempt(String task, int attempt) {
        until(
                task + " is not at attempt " + attempt,
                () ->
                        overheard
                                .ask("GET", "tasks/" + task + "/", overheard.operator, "")
                                .json()
                                .entrySet()
                                .containsAll(
                                        Map.of("status", "processing", "attempt", attempt)
                                                .entrySet()));
    }

    private static void await(String message) {
        until("never: " + message, () -> messages().contains(message));
    }

    private static void await(String message, String task) {
        until(
                "never: " + message + " of " + task,
                () ->
                        overheard.listener.lines().stream()
                                .anyMatch(
                                        line ->
                                                message.equals(line.get("message"))
                                                        && task.equals(line.get("task_id"))));
    }

    private static void until(String otherwise, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise + ": " + messages());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** So that there is room for others; what was not stored gives its place back in a minute. */
    private static void cancelEverything() {
        overheard.later(Duration.ofMinutes(2));
        for (String status : List.of("queued", "processing")) {
            var list = overheard.ask("GET", "tasks/?status=" + status, overheard.user, "").json();
            ((List<?>) list.get("tasks"))
                    .forEach(
                            task -> {
                                var path = "tasks/" + ((Map<?, ?>) task).get("task_id") + "/";
                                expect(200, overheard.ask("DELETE", path, overheard.user, ""));
                            });
        }
    }

    private static long userId(String task) {
        return Long.parseLong(task.split("-", 3)[1]);
    }

    private static String result(String workerTaskId, int questions) {
        return result(workerTaskId, questions, userId(TASKS.getFirst()));
    }

    /** As many questions; without any, one that is of no use. */
    private static String result(String workerTaskId, int questions, Object user) {
        return Json.write(
                Map.of(
                        "worker_task_id", workerTaskId,
                        "user_id", user,
                        "questions",
                                questions == 0
                                        ? List.of(Map.of("sentence", "hush"))
                                        : IndiscreetWorker.questions(questions)));
    }

    private static void expect(int status, Overheard.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    }
}
