package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.question.Quality;
import io.quizsmith.submit.SubmitHandler;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Whoever carries out a bulk action may die at any call: the next one knows what was done. */
class BulkCrashTest {

    private static final Quality QUALITY =
            new Quality(1, 1, 1, 0, List.of(), List.of(), Set.of(), 100);

    private static final Limits LIMITS =
            new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));
    private static final String REASON = "{\"reason\": \"r\"}";

    private final Stack stack = TestCloud.newStack();
    private final TaskTable tasks =
            new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    private final Broken broken = new Broken();
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final SubmitHandler submit = submit(Map.of());

    @ParameterizedTest
    @CsvSource({"cancel, true", "cancel, false", "retry, true", "retry, false", "fail, true"})
    void afterACrashAtAnyCallTheNextOneGoesOnAndCountsRight(String action, boolean isDone) {
        for (int i = 1; i <= 14; i++) {
            int call = i;
            List<Task> chosen = tasks(3, action.equals("retry"));
            String id = prepare(action);
            broken.at(call, isDone);

            int crashed = run(submit, id).status();
            broken.never();
            now = now.plusSeconds(31);
            var progress = run(submit, id).json();

            assertThat(crashed).as("call " + call).isIn(200, 500);
            assertThat(progress)
                    .as("call %d of %s", call, action)
                    .containsEntry("state", "done")
                    .containsEntry("succeeded", 3)
                    .containsEntry("skipped", 0);
            assertThat(chosen)
                    .allSatisfy(
                            task ->
                                    assertThat(timesDone(task, id))
                                            .as("call %d of %s", call, action)
                                            .isEqualTo(1));
            chosen.forEach(this::outOfTheWay);
        }
    }

    @Test
    void whatWasDoneBeforeACrashCountsAlsoWhereTheTaskHasMovedOnSince() {
        List<Task> chosen = tasks(3, true);
        String id = prepare("retry");
        broken.at(7, true); // the second task is retried, and no more

        assertThat(run(submit, id).status()).isEqualTo(500);
        broken.never();
        Task second = now(chosen.get(1));
        tasks.replace(second, second.failed("worker", "again", now));
        now = now.plusSeconds(31);
        var progress = run(submit, id).json();

        assertThat(progress).containsEntry("succeeded", 3).containsEntry("state", "done");
        assertThat(timesDone(second, id)).isEqualTo(1);
    }

    @Test
    void aPartInSomebodysHandsIsLeftToHimForAWhile() {
        tasks(3, false);
        String id = prepare("cancel");
        broken.at(4, false);
        run(submit, id);
        broken.never();

        var meanwhile = run(submit, id);
        now = now.plusSeconds(31);

        assertThat(meanwhile.json()).containsEntry("state", "running").containsEntry("done", 0);
        assertThat(meanwhile.headers().get("Retry-After")).isEqualTo("1");
        assertThat(run(submit, id).json()).containsEntry("state", "done");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void retriesCountAmongWhatTheTasksUserMayAskFor(int quota) {
        tasks(3, true);
        String id = prepare("retry");

        var progress = run(submit(Map.of("MAX_TASKS_PER_DAY", "" + quota)), id).json();

        assertThat(progress)
                .containsEntry("state", "done")
                .containsEntry("succeeded", quota)
                .containsEntry("failed", 3 - quota);
    }

    @Test
    void atMost500AreChosenAndItIsSaidThatThereAreMore() {
        tasks(501, false);

        var prepared = call("/api/ai/bulk/", "{\"action\": \"cancel\"}").json();

        assertThat(prepared).containsEntry("count", 500).containsEntry("more", true);
        String id = prepared.get("id").toString();
        int calls = 0;
        Map<String, Object> progress = prepared;
        while (!"done".equals(progress.get("state"))) {
            progress = run(submit, id).json();
            calls++;
        }
        assertThat(calls).isEqualTo(20);
        assertThat(progress).containsEntry("succeeded", 500);
        assertThat(call("/api/ai/bulk/", "{\"action\": \"cancel\"}").json())
                .containsEntry("count", 1)
                .containsEntry("more", false);
    }

    @Test
    void exactly500AreNoMore() {
        tasks(500, false);

        assertThat(call("/api/ai/bulk/", "{\"action\": \"cancel\"}").json())
                .containsEntry("count", 500)
                .containsEntry("more", false);
    }

    @Test
    void afterThirtyDaysItIsGone() {
        tasks(3, false);
        String id = prepare("cancel");
        now = now.plus(Duration.ofDays(30));

        assertThat(run(submit, id).status()).isEqualTo(404);
    }

    private List<Task> tasks(int count, boolean failed) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            now = now.plusMillis(1);
                            var user = new UserId(1);
                            var request =
                                    new QuizRequest(
                                            1,
                                            "",
                                            "",
                                            "",
                                            List.of(),
                                            List.of(),
                                            "",
                                            "",
                                            OptionalInt.empty());
                            var id = TaskId.of(user, now);
                            var task = Task.queued(id, user, "learner1", request, LIMITS.at(now));
                            tasks.create(task);
                            if (failed) {
                                tasks.replace(task, task.failed("worker", "no", now));
                            }
                            return task;
                        })
                .toList();
    }

    private void outOfTheWay(Task task) {
        Task current = now(task);
        if (current.status().isPending()) {
            tasks.replace(current, current.completed("r", QUALITY, "", now));
        } else {
            tasks.replace(
                    current,
                    current.status().next().isEmpty()
                            ? current
                            : current.retried(LIMITS.at(now)).completed("r", QUALITY, "", now));
        }
    }

    private Task now(Task task) {
        return tasks.find(task.id()).orElseThrow();
    }

    private long timesDone(Task task, String id) {
        return now(task).history().stream()
                .filter(event -> event.reason().equals("bulk " + id + ": r"))
                .count();
    }

    private String prepare(String action) {
        var answer = call("/api/ai/bulk/", "{\"action\": \"" + action + "\"}");
        assertThat(answer.json()).containsEntry("count", 3);
        return answer.json().get("id").toString();
    }

    private Answer call(String path, String body) {
        return call(submit, path, body);
    }

    private static Answer run(SubmitHandler handler, String id) {
        return call(handler, "/api/ai/bulk/" + id + "/run/", REASON);
    }

    private record Answer(int status, Map<?, ?> headers, Map<String, Object> json) {}

    private static Answer call(SubmitHandler handler, String path, String body) {
        var claims = Map.of("cognito:groups", "[operators]");
        var event =
                Map.of(
                        "rawPath",
                        path,
                        "headers",
                        Map.of("content-type", "application/json"),
                        "body",
                        body,
                        "requestContext",
                        Map.of(
                                "requestId", "r",
                                "authorizer", Map.of("jwt", Map.of("claims", claims)),
                                "http", Map.of("method", "POST")));
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(Json.bytes(event)), output, null);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        var answer = Json.object(output.toByteArray()).orElseThrow();
        return new Answer(
                (int) answer.get("statusCode"),
                (Map<?, ?>) answer.get("headers"),
                Json.object(answer.get("body").toString().getBytes(UTF_8)).orElseThrow());
    }

    private SubmitHandler submit(Map<String, String> more) {
        var variables =
                new HashMap<>(
                        Map.of(
                                "TABLE_NAME", stack.ref("Table"),
                                "STATUS_SHARDS", "4",
                                "QUEUE_URL", stack.ref("TaskQueue"),
                                "MAX_ATTEMPTS", "3",
                                "TASK_DEADLINE_MINUTES", "15",
                                "START_DEADLINE_MINUTES", "30"));
        variables.putAll(more);
        return new SubmitHandler(
                new Environment(
                        variables, () -> now, broken.client(stack), stack.cloud().sqs(), l -> {}));
    }

    /** A client whose call of that number never comes back: carried out, or not even that. */
    private static final class Broken implements ExecutionInterceptor {

        private int left;
        private boolean isDone;

        void at(int call, boolean carriedOut) {
            left = call;
            isDone = carriedOut;
        }

        void never() {
            left = 0;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes none) {
            if (left == 1 && !isDone) {
                left = 0;
                throw new IllegalStateException("crashed before the call");
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes none) {
            left--;
            if (left == 0 && isDone) {
                throw new IllegalStateException("crashed after the call");
            }
        }

        DynamoDbClient client(Stack stack) {
            return stack.cloud().dynamo("local", this);
        }
    }
}
