package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TasksTest {

    private final Api api = Run.api();

    @Test
    void aTaskIsFollowedFromQueuedToItsQuestions() {
        String id = submit(1, 10, "");

        Reply done = api.await(id, "completed");

        assertThat(done.json())
                .containsEntry("task_id", id)
                .containsEntry("user_id", 1)
                .containsEntry("questions_created", 10)
                .containsEntry("quiz_size_requested", 10)
                .containsEntry("error_message", "")
                .containsEntry("is_completed", true)
                .containsEntry("is_failed", false)
                .containsEntry("is_pending", false);
        assertThat(done.json().get("duration_seconds")).isInstanceOf(Integer.class);
        assertThat(done.text("started_at")).isNotEqualTo("null");
        Reply quiz = api.get("/api/ai/tasks/" + id + "/questions/");
        assertThat(quiz.status()).isEqualTo(200);
        assertThat(quiz.list("questions")).hasSize(10);
        assertThat(api.get("/api/ai/tasks/" + id + "/questions").json()).isEqualTo(quiz.json());
    }

    @Test
    void aPendingTaskSaysWhenToAskAgain() {
        String id = submit(1, 3, "fault:silent");
        Reply task = api.await(id, "processing");

        assertThat(task.header("Retry-After")).matches("[0-9]+");
        assertThat(task.json())
                .containsEntry("is_pending", true)
                .containsEntry("completed_at", null)
                .containsEntry("duration_seconds", null);
        Reply quiz = api.get("/api/ai/tasks/" + id + "/questions/");
        assertThat(quiz.status()).isEqualTo(409);
        assertThat(quiz.header("Retry-After")).matches("[0-9]+");
    }

    @Test
    void whoeverWaitsIsToldOnceTheWorkerHasAnswered() {
        String id = submit(1, 3, "");

        Reply task = api.get("/api/ai/tasks/" + id + "/", "Prefer", "wait=5");

        assertThat(task.json()).containsEntry("status", "completed").containsEntry("eta", null);
        assertThat(task.header("Preference-Applied")).isEqualTo("wait=5");
    }

    @Test
    void whoeverWaitsForAWorkerThatIsSilentIsToldSoInTime() {
        String id = submit(1, 3, "fault:silent");

        Reply task = api.get("/api/ai/tasks/" + id + "/", "Prefer", "wait=1");

        assertThat(task.json()).containsEntry("is_pending", true).containsEntry("eta", null);
        assertThat(task.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(task.header("Retry-After")).matches("[0-9]+");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        String id = submit(1, 1, "");
        api.await(id, "completed");
        String path = "/api/ai/tasks/" + id + "/";
        String tag = api.get(path).header("ETag");

        assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"x\", W/" + tag).status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"x\"").status()).isEqualTo(200);
        assertThat(api.get(path).header("Retry-After")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-1-1", "nonsense", "task-0-0", "task-1-99999999999999999999"})
    void anUnknownTaskIsNotFoundAnywhere(String id) {
        for (var reply :
                List.of(
                        api.task(id),
                        api.get("/api/ai/tasks/" + id + "/questions/"),
                        api.call("POST", "/api/ai/tasks/" + id + "/cancel/"),
                        api.call("POST", "/api/ai/tasks/" + id + "/retry/"),
                        api.call("DELETE", "/api/ai/tasks/" + id + "/"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.json()).containsEntry("error", "Task not found");
        }
    }

    @Test
    void aQueuedOrProcessingTaskIsCancelledAndStaysSo() {
        String id = submit(1, 3, "fault:silent");
        api.await(id, "processing");

        Reply cancelled = api.call("POST", "/api/ai/tasks/" + id + "/cancel/");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json()).containsEntry("status", "cancelled");
        assertThat(api.call("POST", "/api/ai/tasks/" + id + "/cancel").json())
                .isEqualTo(cancelled.json());
        assertThat(api.call("DELETE", "/api/ai/tasks/" + id + "/").json())
                .isEqualTo(cancelled.json());
        Reply quiz = api.get("/api/ai/tasks/" + id + "/questions/");
        assertThat(quiz.status()).isEqualTo(409);
        assertThat(quiz.text("detail")).contains("cancelled");
    }

    @Test
    void aFinishedTaskIsNotCancelled() {
        String id = submit(1, 1, "");
        api.await(id, "completed");

        assertThat(api.call("DELETE", "/api/ai/tasks/" + id + "/").status()).isEqualTo(409);
        assertThat(api.call("POST", "/api/ai/tasks/" + id + "/retry/").status()).isEqualTo(409);
    }

    @Test
    void aCancelledTaskIsRetriedUnderItsOwnId() {
        String id = submit(1, 3, "fault:silent");
        api.await(id, "processing");
        api.call("POST", "/api/ai/tasks/" + id + "/cancel/");

        Reply retried = api.call("POST", "/api/ai/tasks/" + id + "/retry/");

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.json()).containsEntry("task_id", id).containsEntry("attempt", 2);
        Reply task = api.await(id, "processing");
        assertThat(task.json()).containsEntry("attempt", 2).containsEntry("error_message", "");
        assertThat(WorkerSide.handOvers(id))
                .extracting(request -> request.header("Idempotency-Key").orElse(""))
                .containsExactly(id + "/1", id + "/2");
    }

    @Test
    void aListShowsTheNewestFirstAndFollowsItsCursor() {
        long user = Run.newUser();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(submit(user, i + 1, ""));
        }
        String list = "/api/ai/tasks/?user_id=" + user;

        Reply all = api.get(list);
        assertThat(taskIds(all)).isEqualTo(ids);
        assertThat(all.json())
                .containsEntry("count", 5)
                .containsEntry("limit", 10)
                .containsEntry("next_cursor", null);
        Reply first = api.get(list + "&limit=2");
        assertThat(first.json()).containsEntry("count", 2).containsEntry("limit", 2);
        Reply second = api.get(list + "&limit=2&cursor=" + first.text("next_cursor"));
        Reply third = api.get(list + "&limit=2&cursor=" + second.text("next_cursor"));
        assertThat(taskIds(first)).isEqualTo(ids.subList(0, 2));
        assertThat(taskIds(second)).isEqualTo(ids.subList(2, 4));
        assertThat(taskIds(third)).isEqualTo(ids.subList(4, 5));
        assertThat(third.json()).containsEntry("next_cursor", null);
    }

    @Test
    void aListIsFilteredByUserStatusLevelAndTime() {
        long user = Run.newUser();
        String beginner =
                api.generate(
                                Json.write(
                                        Map.of(
                                                "user_id",
                                                user,
                                                "quiz_size",
                                                1,
                                                "declared_level",
                                                "Beginner")))
                        .text("task_id");
        String silent = submit(user, 1, "fault:silent");
        Reply done = api.await(beginner, "completed");
        api.await(silent, "processing");
        String list = "/api/ai/tasks/?user_id=" + user;
        String created = done.text("created_at");

        assertThat(taskIds(api.get(list + "&status=completed"))).containsExactly(beginner);
        assertThat(taskIds(api.get(list + "&status=processing"))).containsExactly(silent);
        assertThat(taskIds(api.get(list + "&declared_level=Beginner"))).containsExactly(beginner);
        assertThat(taskIds(api.get("/api/ai/tasks/?user_id=user" + user))).hasSize(2);
        assertThat(taskIds(api.get(list + "&created_from=" + created))).hasSize(2);
        assertThat(taskIds(api.get(list + "&created_to=" + created))).contains(beginner);
        assertThat(taskIds(api.get(list + "&created_from=2000-01-01&created_to=2001-01-01")))
                .isEmpty();
        assertThat(taskIds(api.get("/api/ai/tasks/?limit=100"))).contains(beginner, silent);
        assertThat(taskIds(api.get("/api/ai/tasks/?status=processing&limit=100")))
                .contains(silent)
                .doesNotContain(beginner);
    }

    @Test
    void aLimitOf0GivesNoneAndAHugeOneIsTakenAs100() {
        assertThat(api.get("/api/ai/tasks/?user_id=1&limit=0").json())
                .containsEntry("count", 0)
                .containsEntry("limit", 0);
        assertThat(api.get("/api/ai/tasks/?user_id=1&limit=5000").json())
                .containsEntry("limit", 100);
    }

    @Test
    void aWrongParameterIsNamed() {
        Reply status = api.get("/api/ai/tasks/?status=done");
        assertThat(status.status()).isEqualTo(400);
        assertThat(status.json())
                .containsEntry(
                        "error",
                        "Invalid status: done. Valid: ['queued', 'processing', 'completed',"
                                + " 'failed', 'cancelled']");
        Reply all =
                api.get("/api/ai/tasks/?status=x&limit=-1&cursor=x&created_from=x&created_to=y");
        assertThat(all.wrongFields())
                .containsExactlyInAnyOrder(
                        "status", "limit", "cursor", "created_from", "created_to");
        assertThat(api.get("/api/ai/tasks/?limit=ten").status()).isEqualTo(400);
        assertThat(api.get("/api/ai/tasks/?user_id=987654").json())
                .containsEntry("error", "User not found: 987654");
    }

    private String submit(long user, int size, String instructions) {
        Reply reply =
                api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", user,
                                        "quiz_size", size,
                                        "extra_instructions", instructions)));
        assertThat(reply.status()).isEqualTo(202);
        return reply.text("task_id");
    }

    private static List<String> taskIds(Reply list) {
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json()).containsEntry("count", list.list("tasks").size());
        return list.list("tasks").stream()
                .map(task -> String.valueOf(((Map<?, ?>) task).get("task_id")))
                .toList();
    }
}
