package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class GenerateTest {

    private final Api api = Run.api();

    @Test
    void a202SaysWhereToFollowTheTask() {
        Reply reply = api.generate("{\"user_id\": 1, \"quiz_size\": 10}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json())
                .containsEntry("status", "queued")
                .containsEntry("user_id", 1)
                .containsEntry("message", "Quiz generation started. Estimated time: 3-10 minutes");
        assertThat(reply.text("task_id")).matches("task-1-\\d{13}");
        assertThat(reply.header("Location"))
                .isEqualTo("/api/ai/tasks/" + reply.text("task_id") + "/");
        assertThat(api.get(reply.header("Location")).status()).isEqualTo(200);
    }

    @Test
    void theAnswerDoesNotWaitForTheWorker() {
        long user = Run.newUser();
        var before = System.nanoTime();
        Reply reply =
                api.generate(
                        Json.write(Map.of("user_id", user, "extra_instructions", "delay:4000")));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(api.task(reply.text("task_id")).json()).containsEntry("is_pending", true);
    }

    @Test
    void oldClientsWithOldNamesAndUnknownFieldsAreServed() {
        Reply reply =
                api.generate(
                        """
                        {"user_id": "learner3", "goal": "exam", "job_role": "nurse",
                         "hobby": "chess", "referred_frequency": "never", "sync": true,
                         "task_id": "task-9-9", "status": "completed", "created_at": "1999"}
                        """);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json()).containsEntry("user_id", 3);
        var sent = WorkerSide.requestFor(reply.text("task_id"));
        assertThat(sent.get("goals")).isEqualTo("exam");
        assertThat(sent.get("profession")).isEqualTo("nurse");
        assertThat(sent.get("study_frequency")).isEqualTo("weekly");
    }

    @Test
    void bothFormsOfThePathAreTheSame() {
        assertThat(api.post("/api/ai/generate", "{\"user_id\": 1}").status()).isEqualTo(202);
        assertThat(api.post("/api/ai/generate/", "{\"user_id\": 1}").status()).isEqualTo(202);
    }

    @Test
    void aMissingContentTypeIsAcceptedAndAnotherOneIsNot() {
        assertThat(api.send("POST", "/api/ai/generate/", "{\"user_id\": 1}").status())
                .isEqualTo(202);
        assertThat(
                        api.post(
                                        "/api/ai/generate/",
                                        "{\"user_id\": 1}",
                                        "Content-Type",
                                        "application/json; charset=utf-8")
                                .status())
                .isEqualTo(202);
        Reply form = api.post("/api/ai/generate/", "user_id=1", "Content-Type", "text/plain");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.wrongFields()).containsExactly("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user_id\": null}", "{\"user_id\": 0}", "{\"user_id\": \"\"}"})
    void withoutAUserTheAnswerIsTheOneThatOldClientsKnow(String body) {
        Reply reply = api.generate(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).containsEntry("error", "user_id is required");
    }

    @Test
    void anUnknownUserIsNamedAsSent() {
        assertThat(api.generate("{\"user_id\": 987654}").json())
                .containsEntry("status", 404)
                .containsEntry("error", "User not found: 987654");
        assertThat(api.generate("{\"user_id\": \"1\"}").json())
                .containsEntry("error", "User not found: 1");
        assertThat(api.generate("{\"user_id\": \"nobody\"}").json())
                .containsEntry("error", "User not found: nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100", "\"55\""})
    void sizesFrom1To100AreTaken(String size) {
        assertThat(api.generate("{\"user_id\": 2, \"quiz_size\": " + size + "}").status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "\"abc\"", "null", "1e9", "true", "10.5", "[]", "{}"})
    void aWrongSizeIsRefusedInTheOldWords(String size) {
        Reply reply = api.generate("{\"user_id\": 1, \"quiz_size\": " + size + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).containsEntry("error", "quiz_size must be between 1 and 100");
        assertThat(reply.wrongFields()).containsExactly("quiz_size");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Reply reply =
                api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", 1,
                                        "quiz_size", 0,
                                        "declared_level", "x".repeat(51),
                                        "profession", "x".repeat(101),
                                        "goals", "x".repeat(51),
                                        "preferred_topics", "cloud",
                                        "weak_skills", List.of("x".repeat(101)),
                                        "extra_instructions", "x".repeat(2001),
                                        "study_frequency", List.of(),
                                        "motivation_level", 11)));

        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder(
                        "quiz_size",
                        "declared_level",
                        "profession",
                        "goals",
                        "preferred_topics",
                        "weak_skills",
                        "extra_instructions",
                        "study_frequency",
                        "motivation_level");
    }

    @Test
    void twoRequestsOfOneUserInTheSameMillisecondGetTwoIds() throws Exception {
        long user = Run.newUser();
        Callable<String> ask = () -> api.generate("{\"user_id\": " + user + "}").text("task_id");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new HashSet<String>();
            for (var id : threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> ask).toList())) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(40);
        }
    }

    @Test
    void theSameKeyAndBodyLeadToTheSameTask() {
        long user = Run.newUser();
        var first = api.generate("{\"user_id\": " + user + "}", "Idempotency-Key", "k1");
        var again = api.generate(" {\"user_id\":" + user + "} ", "Idempotency-Key", "k1");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(api.get("/api/ai/tasks/?user_id=" + user).json()).containsEntry("count", 1);
    }

    @Test
    void theSameKeyWithAnotherBodyIs422AndOfAnotherUserItsOwn() {
        long user = Run.newUser();
        api.generate("{\"user_id\": " + user + "}", "Idempotency-Key", "k2");

        assertThat(
                        api.generate(
                                        "{\"user_id\": " + user + ", \"quiz_size\": 3}",
                                        "Idempotency-Key",
                                        "k2")
                                .status())
                .isEqualTo(422);
        assertThat(
                        api.generate(
                                        "{\"user_id\": " + Run.newUser() + "}",
                                        "Idempotency-Key",
                                        "k2")
                                .header("Idempotent-Replayed"))
                .isEmpty();
    }

    @Test
    void theSameKeyAtTheSameTimeMakesOneTask() throws Exception {
        long user = Run.newUser();
        Callable<Reply> ask =
                () -> api.generate("{\"user_id\": " + user + "}", "Idempotency-Key", "k3");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new HashSet<String>();
            for (var done : threads.invokeAll(IntStream.range(0, 10).mapToObj(i -> ask).toList())) {
                Reply reply = done.get();
                assertThat(reply.status()).isIn(202, 409);
                if (reply.status() == 202) {
                    ids.add(reply.text("task_id"));
                }
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void aKeyOfMoreThan255CharactersIsRefused() {
        Reply reply = api.generate("{\"user_id\": 1}", "Idempotency-Key", "k".repeat(256));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields()).containsExactly("Idempotency-Key");
    }
}
