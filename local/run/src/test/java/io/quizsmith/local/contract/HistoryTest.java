package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** GET /api/ai/tasks/<task_id>/events/ */
class HistoryTest {

    private final Api api = Run.api();

    @Test
    void everythingThatHappenedIsThereTheOldestFirst() {
        String id = submit("fault:silent");
        api.await(id, "processing");
        api.callback(callback(id));
        api.callback(callback(id));
        api.callback(callback(id));

        Reply history = api.get("/api/ai/tasks/" + id + "/events/");

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.json()).containsEntry("task_id", id).containsEntry("count", 4);
        assertThat(told(history))
                .containsExactly(
                        "client: queued ()",
                        "dispatch: handed over (attempt 1)",
                        "worker: completed (1 question)",
                        "worker: duplicate ignored ()");
        assertThat(history.list("events"))
                .allSatisfy(
                        event ->
                                assertThat(((Map<?, ?>) event).get("at").toString())
                                        .matches("20[0-9-]{8}T[0-9:.]{8,12}Z"));
    }

    @Test
    void whatCameAfterACancelIsThereToo() {
        String id = submit("fault:silent");
        api.await(id, "processing");
        api.call("DELETE", "/api/ai/tasks/" + id + "/");
        api.callback(callback(id));

        assertThat(told(api.get("/api/ai/tasks/" + id + "/events")))
                .contains(
                        "operator: cancelled ()",
                        "worker: result ignored (the task was cancelled)");
    }

    @Test
    void aTaskThatIsNotThereHasNoHistory() {
        assertThat(api.get("/api/ai/tasks/task-1-1/events/").status()).isEqualTo(404);
    }

    private String submit(String instructions) {
        var body = Map.of("user_id", 1, "quiz_size", 1, "extra_instructions", instructions);
        return api.generate(Json.write(body)).text("task_id");
    }

    private static String callback(String id) {
        var questions = List.of(Api.question("A _____."));
        return Json.write(Map.of("worker_task_id", id, "user_id", 1, "questions", questions));
    }

    private static List<String> told(Reply history) {
        return history.list("events").stream()
                .map(event -> (Map<?, ?>) event)
                .map(
                        event ->
                                "%s: %s (%s)"
                                        .formatted(
                                                event.get("actor"),
                                                event.get("event"),
                                                event.get("reason")))
                .toList();
    }
}
