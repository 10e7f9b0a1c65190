package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** GET /api/ai/tasks/<task_id>/ */
class StatusTest {

    private static QueryFunction query;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @Test
    void aQueuedTaskIsShownWithWhatIsNotYetKnownAsNull() {
        Task task = query.aTask();

        var answer = query.get("/api/ai/tasks/" + task.id() + "/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.json())
                .containsEntry("task_id", task.id().value())
                .containsEntry("status", "queued")
                .containsEntry("user_id", 1)
                .containsEntry("quiz_size_requested", 10)
                .containsEntry("created_at", "2026-01-23T10:30:00Z")
                .containsEntry("started_at", null)
                .containsEntry("completed_at", null)
                .containsEntry("duration_seconds", null)
                .containsEntry("is_pending", true);
        assertThat(query.get("/api/ai/tasks/" + task.id()).body()).isEqualTo(answer.body());
    }

    @Test
    void aFinishedTaskGivesNoHintToAskAgain() {
        Task task = query.aTask();
        Task started = task.handedOver("w-1", NOW.plusSeconds(5), NOW.plusSeconds(905));
        query.stored(task, started);
        assertThat(status(task).header("Retry-After")).isEqualTo("15");

        query.stored(
                started,
                started.completed("result", QueryFunction.quality(10), "", NOW.plusSeconds(600)));

        var answer = status(task);
        assertThat(answer.headers()).doesNotContainKey("Retry-After");
        assertThat(answer.json())
                .containsEntry("status", "completed")
                .containsEntry("started_at", "2026-01-23T10:30:05Z")
                .containsEntry("completed_at", "2026-01-23T10:40:00Z")
                .containsEntry("duration_seconds", 600)
                .containsEntry("questions_created", 10)
                .containsEntry("is_completed", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"a\",W/\"b\",W/%s", "*"})
    void aClientThatHasTheAnswerAlreadyGets304(String ifNoneMatch) {
        Task task = query.aTask();
        String tag = (String) status(task).header("ETag");
        assertThat(tag).matches("\"[0-9a-f]{16}\"");

        var answer = status(task, ifNoneMatch.formatted(tag));

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers())
                .containsEntry("ETag", tag)
                .containsEntry("Cache-Control", "private, no-cache")
                .containsEntry("Retry-After", "5")
                .doesNotContainKey("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"other\"", "W/\"other\"", ",", "W/", "é"})
    void anyOtherTagGetsTheAnswerItself(String ifNoneMatch) {
        assertThat(status(query.aTask(), ifNoneMatch).status()).isEqualTo(200);
    }

    @Test
    void theTagChangesWithTheTask() {
        Task task = query.aTask();
        String before = (String) status(task).header("ETag");

        query.stored(task, task.cancelled(NOW));

        var answer = status(task, before);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isNotEqualTo(before);
    }

    @Test
    void headIsGetWithoutABody() {
        Task task = query.aTask();

        var head = query.send("HEAD", "/api/ai/tasks/" + task.id() + "/", "", Map.of());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).isEqualTo(status(task).headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-1-1",
                "task-1-99999999999999999999",
                "1",
                "task-0-1",
                "%zz",
                "%",
                "a%2Fb",
                "%2e%2e",
                "{id}",
                "a;b=c",
                "a b",
                "ä",
                "task-1-1%00",
                "...",
                "TASK-1-1",
                "+",
                "\uD800"
            })
    void anIdThatNoTaskHasIsNotFound(String id) {
        query.get("/api/ai/tasks/" + id + "/").isProblem(404, "Task not found");
        query.get("/api/ai/tasks/" + id + "/questions").isProblem(404, "Task not found");
    }

    @Test
    void aStatusIsReadInOneCall() {
        Task task = query.aTask();
        var counted = new CountedCalls();
        var oneCall = query.reachedBy(counted.count(query.dynamo()), query.sqs());

        assertThat(oneCall.get("/api/ai/tasks/" + task.id() + "/").status()).isEqualTo(200);

        assertThat(counted.calls()).containsExactly("batchGetItem");
        assertThat(oneCall.get("/api/ai/tasks/" + task.id() + "/").status()).isEqualTo(200);
        assertThat(counted.calls()).containsExactly("batchGetItem", "getItem");
    }

    @Test
    void requestsAtTheSameTimeGetTheirOwnAnswers() throws Exception {
        List<Task> tasks = Stream.generate(query::aTask).limit(50).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = tasks.stream().map(task -> threads.submit(() -> status(task))).toList();
            for (int i = 0; i < tasks.size(); i++) {
                assertThat(asked.get(i).get().json())
                        .containsEntry("task_id", tasks.get(i).id().value());
            }
        }
    }

    @Test
    void theEventMayLackWhatAClientDidNotSend() {
        Task task = query.aTask();
        var event = QueryFunction.event("GET", "/api/ai/tasks/" + task.id(), "", Map.of());
        event.remove("headers");
        event.remove("rawQueryString");

        assertThat(query.answer(event).status()).isEqualTo(200);
    }

    private static QueryFunction.Answer status(Task task) {
        return query.get("/api/ai/tasks/" + task.id() + "/");
    }

    private static QueryFunction.Answer status(Task task, String ifNoneMatch) {
        var answer =
                query.send(
                        "GET",
                        "/api/ai/tasks/" + task.id() + "/",
                        "",
                        Map.of("if-none-match", ifNoneMatch));
        assertThat(Json.object(answer.body().getBytes(UTF_8)))
                .matches(json -> json.isPresent() || answer.status() == 304);
        return answer;
    }
}
