package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.sampleworker.Received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class WorkerCallTest {

    private final Api api = Run.api();

    @Test
    void theWorkerIsToldWhatTheContractSays() {
        Reply accepted =
                api.generate(
                        """
                        {"user_id": 1, "quiz_size": 3, "declared_level": "University",
                         "goals": "exam", "profession": "nurse", "preferred_topics": ["wards"],
                         "weak_skills": ["articles"], "extra_instructions": "be kind",
                         "study_frequency": "monthly", "motivation_level": 4}
                        """);
        String id = accepted.text("task_id");

        Received call = WorkerSide.handOver(id);

        assertThat(call.header("X-AI-Worker-Token")).contains(Api.TOKEN);
        assertThat(call.header("Content-Type")).contains("application/json");
        assertThat(call.header("Idempotency-Key")).contains(id + "/1");
        assertThat(call.header("traceparent").orElse(""))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(WorkerSide.requestFor(id))
                .hasEntrySatisfying(
                        "callback_url",
                        url ->
                                assertThat(url.toString())
                                        .startsWith(
                                                Run.shared().receiveUri()
                                                        + "/?task="
                                                        + id
                                                        + "&attempt=1&expires="))
                .containsOnlyKeys(
                        "user_id",
                        "quiz_size",
                        "declared_level",
                        "goals",
                        "profession",
                        "preferred_topics",
                        "weak_skills",
                        "extra_instructions",
                        "study_frequency",
                        "motivation_level",
                        "task_id",
                        "attempt",
                        "callback_url")
                .contains(
                        Map.entry("user_id", 1),
                        Map.entry("quiz_size", 3),
                        Map.entry("declared_level", "University"),
                        Map.entry("goals", "exam"),
                        Map.entry("profession", "nurse"),
                        Map.entry("preferred_topics", List.of("wards")),
                        Map.entry("weak_skills", List.of("articles")),
                        Map.entry("extra_instructions", "be kind"),
                        Map.entry("study_frequency", "monthly"),
                        Map.entry("motivation_level", 4),
                        Map.entry("task_id", id),
                        Map.entry("attempt", 1));
    }

    @Test
    void whatTheRequestLeavesOutComesFromTheProfile() {
        String id = api.generate("{\"user_id\": 1, \"quiz_size\": 1}").text("task_id");

        assertThat(WorkerSide.requestFor(id))
                .containsEntry("declared_level", "Advanced")
                .containsEntry("goals", "study_abroad")
                .containsEntry("profession", "engineer")
                .containsEntry("study_frequency", "daily")
                .containsEntry("motivation_level", null);
    }

    @Test
    void withoutAProfileTheDefaultsAreTaken() {
        String id = api.generate("{\"user_id\": 2}").text("task_id");

        assertThat(WorkerSide.requestFor(id))
                .containsEntry("quiz_size", 10)
                .containsEntry("declared_level", "Intermediate")
                .containsEntry("goals", "job")
                .containsEntry("profession", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "own-id", "sync", "garbage", "twice", "early"})
    void everyWorkerThatKeepsTheContractCompletesTheTask(String worker) {
        String id = submit("fault:" + worker);

        assertThat(api.awaitEnd(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 3)
                .containsEntry("attempt", 1);
    }

    @Test
    void aWorkerThatRefusesATaskFailsItAtOnceWithTheStatus() {
        String id = submit("fault:refuses");

        Reply failed = api.awaitEnd(id);

        assertThat(failed.json())
                .containsEntry("status", "failed")
                .containsEntry("error_message", "The AI worker refused this task (HTTP 422)");
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").text("detail"))
                .contains("refused");
    }

    @Test
    void aBusyWorkerIsNoFailureAndUsesUpNoAttempt() {
        String id = submit("fault:busy");

        assertThat(api.awaitEnd(id).json())
                .containsEntry("status", "completed")
                .containsEntry("attempt", 1);
        assertThat(WorkerSide.handOvers(id)).hasSize(3);
    }

    @Test
    void aFaultOfTheWorkerIsTriedAgainUnderTheSameKey() {
        String id = submit("fault:flaky");

        assertThat(api.awaitEnd(id).json()).containsEntry("status", "completed");
        assertThat(WorkerSide.handOvers(id))
                .extracting(call -> call.header("Idempotency-Key").orElse(""))
                .containsExactly(id + "/1", id + "/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "reset", "unauthorized", "redirect"})
    void whatIsNotTheTasksFaultDoesNotFailIt(String worker) {
        String id = submit("fault:" + worker);
        WorkerSide.handOver(id);

        assertThat(api.task(id).json()).containsEntry("status", "queued");
        assertThat(WorkerSide.handOvers(id))
                .allSatisfy(call -> assertThat(call.path()).isEqualTo("/generate"));
        api.call("DELETE", "/api/ai/tasks/" + id + "/");
    }

    private String submit(String instructions) {
        return api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", 5,
                                        "quiz_size", 3,
                                        "extra_instructions", instructions)))
                .text("task_id");
    }
}
