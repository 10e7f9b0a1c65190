package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Actions on many tasks, over HTTP. */
class BulkActionsTest {

    private static LocalRun run;
    private static Api api;
    private static long nextUser = 100;

    private final long user = newUser();

    @BeforeAll
    static void start() {
        run = LocalRuns.start(Options.forTests().withWorkerDelay(Duration.ofHours(1)));
        api = new Api(run.apiUri());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void tasksAreChosenOnceShownAndThenWorkedOnUntilAllAreDone() {
        List<String> ids = processing(30);

        Reply prepared = prepare("cancel", Map.of("user_id", user));
        String later = processing(1).getFirst();

        assertThat(prepared.status()).isEqualTo(201);
        assertThat(prepared.json())
                .containsEntry("action", "cancel")
                .containsEntry("filter", Map.of("user_id", (int) user))
                .containsEntry("count", 30)
                .containsEntry("more", false)
                .containsEntry("state", "prepared");
        assertThat(taskIds(prepared.list("sample"))).isEqualTo(ids.reversed().subList(0, 10));
        assertThat(statuses(ids)).containsOnly("processing");

        String id = prepared.text("id");
        Reply first = run(id, "{\"reason\": \"the wrong course\"}");
        Reply second = run(id, "");

        assertThat(first.json())
                .containsEntry("state", "running")
                .containsEntry("total", 30)
                .containsEntry("done", 25)
                .containsEntry("succeeded", 25);
        assertThat(second.json())
                .containsEntry("state", "done")
                .containsEntry("done", 30)
                .containsEntry("succeeded", 30)
                .containsEntry("skipped", 0)
                .containsEntry("failed", 0)
                .containsEntry("reason", "the wrong course");
        assertThat(statuses(ids)).containsOnly("cancelled");
        assertThat(api.task(later).text("status")).isEqualTo("processing");
        assertThat(lastEvent(ids.getFirst()))
                .isEqualTo("operator cancelled: bulk " + id + ": the wrong course");
        assertThat(run(id, "").json()).isEqualTo(second.json());
        assertThat(bulk(id).json()).containsAllEntriesOf(second.json()).containsKey("sample");
        assertThat(api.get("/api/ai/bulk/").list("bulk").getFirst()).isEqualTo(second.json());
    }

    @Test
    void aTaskThatHasMovedOnIsSkipped() {
        List<String> ids = processing(3);
        String id = prepare("fail", Map.of("user_id", user)).text("id");
        api.post("/api/ai/tasks/" + ids.get(0) + "/cancel/", "");
        api.post("/api/ai/tasks/" + ids.get(1) + "/cancel/", "");
        api.post("/api/ai/tasks/" + ids.get(1) + "/retry/", "");
        api.await(ids.get(1), "processing");

        Reply done = run(id, "{\"reason\": \"r\"}");

        assertThat(done.json())
                .containsEntry("state", "done")
                .containsEntry("succeeded", 1)
                .containsEntry("skipped", 2);
        assertThat(statuses(ids)).containsExactly("cancelled", "processing", "failed");
    }

    @Test
    void manyWhoRunItAtOnceActOnEachTaskOnce() throws Exception {
        List<String> ids = processing(60);
        api.post("/api/ai/tasks/" + ids.getFirst() + "/cancel/", "");
        cancel(ids.subList(1, 60));
        String id = prepare("retry", Map.of("user_id", user, "status", "cancelled")).text("id");
        var callers = new ArrayList<Callable<Reply>>();
        for (int i = 0; i < 8; i++) {
            String reason = "{\"reason\": \"by " + i + "\"}";
            callers.add(() -> untilDone(id, reason));
        }

        List<Reply> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var reply : threads.invokeAll(callers)) {
                replies.add(reply.get());
            }
        }

        assertThat(replies)
                .allSatisfy(
                        reply ->
                                assertThat(reply.json())
                                        .containsEntry("done", 60)
                                        .containsEntry("succeeded", 60))
                .extracting(reply -> reply.text("reason"))
                .containsOnly(replies.getFirst().text("reason"));
        assertThat(ids)
                .allSatisfy(
                        task ->
                                assertThat(api.task(task).json())
                                        .containsEntry("attempt", 2)
                                        .containsEntry("is_pending", true));
    }

    @Test
    void onlyTasksThatTheActionCanBeDoneToAreChosen() {
        List<String> ids = processing(4);
        cancel(ids.subList(0, 1));

        assertThat(prepare("retry", Map.of("user_id", "user" + user)).json())
                .containsEntry("count", 1);
        assertThat(prepare("cancel", Map.of("user_id", user)).json()).containsEntry("count", 3);
        assertThat(prepare("retry", Map.of("user_id", user, "status", "completed")).json())
                .containsEntry("count", 0)
                .containsEntry("more", false);
        assertThat(prepare("cancel", Map.of("user_id", user, "declared_level", "none")).json())
                .containsEntry("count", 0);
        assertThat(prepare("cancel", Map.of("user_id", user, "created_to", "2020-01-01")).json())
                .containsEntry("count", 0);
        String none = prepare("cancel", Map.of("declared_level", "nobody's")).text("id");
        assertThat(run(none, "{\"reason\": \"r\"}").json())
                .containsEntry("state", "done")
                .containsEntry("total", 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; action",
                "{\"action\": \"delete\"}; action",
                "{\"action\": 1, \"filter\": []}; action,filter",
                "{\"action\": \"fail\", \"filter\": {\"status\": \"x\", \"created_to\": \"y\"}};"
                        + " status,created_to",
                "{\"action\": \"fail\", \"filter\": {\"declared_level\": {}}}; declared_level",
                "[]; body",
                "x; body"
            })
    void whatIsWrongIsNamed(String body, String fields) {
        assertThat(api.post("/api/ai/bulk/", body).wrongFields())
                .containsExactly(fields.split(","));
    }

    @Test
    void itIsRunWithAReasonOnly() {
        String id = prepare("cancel", Map.of("user_id", user)).text("id");

        for (String body : List.of("", "{}", "{\"reason\": \" \"}", "no json")) {
            assertThat(run(id, body).wrongFields()).containsExactly("reason");
        }
        assertThat(run(id, "{\"reason\": \"" + "x".repeat(501) + "\"}").wrongFields())
                .containsExactly("reason");
        assertThat(bulk(id).json()).containsEntry("state", "prepared");
        assertThat(run("0000000000000-00000000", "{\"reason\": \"r\"}").status()).isEqualTo(404);
        assertThat(bulk("none").status()).isEqualTo(404);
        assertThat(prepare("cancel", Map.of("user_id", 987654)).json())
                .containsEntry("error", "User not found: 987654");
    }

    private Reply untilDone(String id, String reason) {
        Reply reply = run(id, reason);
        while (!reply.text("state").equals("done")) {
            reply = run(id, "");
        }
        return reply;
    }

    private static Reply prepare(String action, Map<String, ?> filter) {
        return api.post("/api/ai/bulk/", Json.write(Map.of("action", action, "filter", filter)));
    }

    private static Reply run(String id, String body) {
        return api.post("/api/ai/bulk/" + id + "/run/", body);
    }

    private static Reply bulk(String id) {
        return api.get("/api/ai/bulk/" + id + "/");
    }

    private static long newUser() {
        long id = ++nextUser;
        api.put("/api/ai/users/" + id + "/", "{\"username\": \"user" + id + "\"}");
        return id;
    }

    private List<String> processing(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(api.generate("{\"quiz_size\": 1, \"user_id\": " + user + "}").text("task_id"));
        }
        ids.forEach(id -> api.await(id, "processing"));
        return Collections.unmodifiableList(ids);
    }

    private static void cancel(List<String> ids) {
        ids.forEach(id -> api.post("/api/ai/tasks/" + id + "/cancel/", ""));
    }

    private static List<String> statuses(List<String> ids) {
        return ids.stream().map(id -> api.task(id).text("status")).toList();
    }

    private static List<String> taskIds(List<?> entries) {
        return entries.stream().map(e -> ((Map<?, ?>) e).get("task_id").toString()).toList();
    }

    private static String lastEvent(String id) {
        var events = api.get("/api/ai/tasks/" + id + "/events/").list("events");
        var last = (Map<?, ?>) events.getLast();
        return last.get("actor") + " " + last.get("event") + ": " + last.get("reason");
    }
}
