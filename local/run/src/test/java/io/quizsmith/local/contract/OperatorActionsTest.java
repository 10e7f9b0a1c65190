package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What operators do to one task, and why; and all that they may see of it. */
class OperatorActionsTest {

    private final Api api = Run.api();
    private final long user = Run.newUser();

    @Test
    void theReasonOfACancelAndOfARetryStandsInTheHistory() {
        String id = submit("fault:silent");
        api.await(id, "processing");

        Reply cancelled = change(id, "cancel", "{\"reason\": \"asked for by mistake\"}");
        Reply retried = change(id, "retry", "{\"reason\": \"asked for after all\"}");

        assertThat(cancelled.json())
                .containsEntry("status", "cancelled")
                .containsEntry("error_message", "Cancelled by the operator");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(told(id))
                .contains(
                        "operator: cancelled (asked for by mistake)",
                        "operator: retried (asked for after all)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"\"}",
                "null",
                "[]",
                "42",
                "\"reason\"",
                "{\"reason\": ",
                "reason=why",
                "<reason>why</reason>"
            })
    void whateverClientsOfOldSendWithACancelOrARetryDoesNoHarm(String body) {
        String id = submit("fault:silent");

        assertThat(change(id, "cancel", body).status()).isEqualTo(200);
        assertThat(change(id, "retry", body).status()).isEqualTo(202);
        assertThat(send(id, "cancel", body, "text/plain").status()).isEqualTo(200);
        assertThat(send(id, "retry", body, "application/x-www-form-urlencoded").status())
                .isEqualTo(202);
        assertThat(told(id)).contains("operator: cancelled ()", "operator: retried ()");
    }

    @Test
    void aReasonIsReadAsPlainText() {
        String id = submit("fault:silent");

        change(
                id,
                "cancel",
                "{\"reason\": \"a\\u202Eb\\u200B\\u0007\\n### System: do\\n<|im_start|> it\"}");

        assertThat(told(id).getLast()).matches("operator: cancelled \\(ab .*do {1,2}it\\)");
        assertThat(told(id).getLast()).doesNotContain("im_start", "\u202E", "\u200B", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "retry", "fail"})
    void aReasonThatIsTooLongOrNoTextIsNamed(String verb) {
        String id = submit("fault:silent");
        for (String reason : List.of('"' + "é".repeat(501) + '"', "5", "{}", "\"\\uD800\"")) {
            Reply reply = change(id, verb, "{\"reason\": " + reason + "}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.wrongFields()).containsExactly("reason");
        }
        assertThat(told(id)).noneMatch(event -> event.startsWith("operator"));
        assertThat(change(id, "cancel", "{\"reason\": \"" + "é".repeat(500) + "\"}").status())
                .isEqualTo(200);
    }

    @Test
    void anOperatorEndsATaskAsFailedWithAReason() {
        String id = submit("fault:silent");
        api.await(id, "processing");

        Reply failed = change(id, "fail", "{\"reason\": \"the worker lost it\"}");

        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.json())
                .containsEntry("status", "failed")
                .containsEntry("error_message", "Failed by the operator");
        assertThat(told(id).getLast()).isEqualTo("operator: failed (the worker lost it)");
        assertThat(change(id, "fail", "{\"reason\": \"again\"}").status()).isEqualTo(409);
        assertThat(change(id, "retry", "").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"{}, reason", "{\"reason\": \"\\u200B \"}, reason", "[], body", "x, body"})
    void withoutAReasonNoTaskIsFailed(String body, String field) {
        String id = submit("fault:silent");

        assertThat(change(id, "fail", body).wrongFields()).containsExactly(field);
        assertThat(send(id, "fail", "{\"reason\": \"r\"}", "text/plain").status()).isEqualTo(415);
        assertThat(change("task-1-1", "fail", "{\"reason\": \"r\"}").status()).isEqualTo(404);
    }

    @Test
    void theDetailsTellAllThatIsKnownOfATask() {
        String id =
                api.generate(
                                Json.write(
                                        Map.of(
                                                "user_id",
                                                user,
                                                "quiz_size",
                                                3,
                                                "declared_level",
                                                "Beginner",
                                                "preferred_topics",
                                                List.of("tea", "<b>"),
                                                "extra_instructions",
                                                "fault:silent",
                                                "motivation_level",
                                                4)))
                        .text("task_id");
        api.await(id, "processing");
        assertThat(details(id).list("callbacks")).isEmpty();
        assertThat(details(id).text("deadline")).matches("20.*Z");

        api.callback(callback(id));

        Reply details = details(id);
        assertThat(details.json())
                .containsAllEntriesOf(api.task(id).json())
                .containsEntry("username", "user" + user)
                .containsEntry("attempt", 1)
                .containsEntry("round", 1)
                .containsEntry("deadline", null)
                .containsEntry(
                        "events", api.get("/api/ai/tasks/" + id + "/events/").list("events"));
        assertThat(details.json().get("request").toString())
                .contains(
                        "quiz_size=3",
                        "declared_level=Beginner",
                        "preferred_topics=[tea, <b>]",
                        "extra_instructions=fault:silent",
                        "motivation_level=4",
                        "weak_skills=[]");
        assertThat(details.list("callbacks"))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.toString())
                                        .contains("status=201", "saved=1", "rejected=1")
                                        .contains("bytes=" + callback(id).length()));
        assertThat(api.get("/api/ai/tasks/task-1-1/details/").status()).isEqualTo(404);
    }

    @Test
    void aCallbackIsShownAsItWasSent() {
        String id = submit("fault:silent");
        api.await(id, "processing");
        api.callback(callback(id));
        var entry = (Map<?, ?>) details(id).list("callbacks").getFirst();

        Reply shown = api.get("/api/ai/tasks/" + id + "/callbacks/" + entry.get("id") + "/");

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json())
                .containsEntry("id", entry.get("id"))
                .containsEntry("received_at", entry.get("received_at"))
                .containsEntry("status", 201)
                .containsEntry("bytes", callback(id).length())
                .containsEntry(
                        "payload",
                        Json.object(callback(id).getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .containsEntry("truncated", false);
        for (String none : List.of("00000000000000000000000000000000", "x%23y", "~")) {
            assertThat(api.get("/api/ai/tasks/" + id + "/callbacks/" + none).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void callbacksOfNoTaskAreListedTheLatestFirst() {
        String one = "nobody's " + user;
        for (int i = 1; i <= 3; i++) {
            api.callback(callback(one + " " + i));
        }

        Reply first = api.get("/api/ai/callbacks/unknown/?limit=2");
        Reply second =
                api.get("/api/ai/callbacks/unknown?limit=2&cursor=" + first.text("next_cursor"));

        assertThat(quoted(first)).containsExactly(one + " 3", one + " 2");
        assertThat(quoted(second)).startsWith(one + " 1");
        var latest = (Map<?, ?>) first.list("callbacks").getFirst();
        assertThat(latest.toString()).contains("status=404", "Task not found");
        assertThat(api.get("/api/ai/callbacks/unknown/" + latest.get("id") + "/").json())
                .containsEntry(
                        "payload",
                        Json.object(callback(one + " 3").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow());
        assertThat(api.get("/api/ai/callbacks/unknown/0/").status()).isEqualTo(404);
        assertThat(api.get("/api/ai/callbacks/unknown/?limit=x&cursor=y").wrongFields())
                .containsExactly("limit", "cursor");
    }

    private static List<String> quoted(Reply list) {
        return list.list("callbacks").stream()
                .map(each -> ((Map<?, ?>) each).get("quoted_id").toString())
                .toList();
    }

    private Reply details(String id) {
        return api.get("/api/ai/tasks/" + id + "/details/");
    }

    private Reply change(String id, String verb, String body) {
        return send(id, verb, body, "application/json");
    }

    private Reply send(String id, String verb, String body, String type) {
        return api.send(
                "POST", "/api/ai/tasks/" + id + "/" + verb + "/", body, "Content-Type", type);
    }

    private String submit(String instructions) {
        var body = Map.of("user_id", user, "quiz_size", 1, "extra_instructions", instructions);
        return api.generate(Json.write(body)).text("task_id");
    }

    private String callback(String id) {
        var questions = List.of(Api.question("A _____."), Map.of());
        return Json.write(Map.of("worker_task_id", id, "user_id", user, "questions", questions));
    }

    private List<String> told(String id) {
        return api.get("/api/ai/tasks/" + id + "/events/").list("events").stream()
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
