package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A worker that sends too few questions is asked for the others, on a clock that tests turn. */
class TopUpTest {

    private static final AtomicReference<Instant> NOW =
            new AtomicReference<>(Instant.parse("2026-01-23T10:30:00Z"));
    private static final String NO_MORE = " questions: the AI worker sent no more that can be used";

    private static LocalRun run;
    private static Api api;

    @BeforeAll
    static void start() {
        run =
                LocalRuns.start(
                        Options.forTests()
                                .withClock(NOW::get)
                                .withParameter("MaxPendingPerUser", "0")
                                .withParameter("TopUpRounds", "2"));
        api = new Api(run.apiUri());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void whatIsMissingIsAskedForUntilItIsThere() {
        String id = submit(10, "fault:partial");

        Reply task = api.await(id, "completed");

        assertThat(task.json())
                .containsEntry("questions_created", 10)
                .containsEntry("attempt", 3)
                .containsEntry("error_message", "");
        assertThat(task.json().get("quality").toString()).contains("requested=10", "accepted=10");
        var sentences = sentences(id);
        assertThat(new HashSet<>(sentences)).hasSize(10);
        var asked = handOvers(id);
        assertThat(asked).extracting(body -> body.get("quiz_size")).containsExactly(10, 3, 1);
        assertThat(asked.getFirst()).doesNotContainKey("avoid");
        assertThat(asked.get(1)).containsEntry("avoid", sentences.subList(0, 7));
        assertThat(asked.get(2)).containsEntry("avoid", sentences.subList(0, 9));
    }

    @Test
    void afterTwoRoundsTheClientGetsWhatThereIsAndIsTold() {
        String id = submit(5, "fault:silent");
        api.await(id, "processing");

        for (int round = 1; round <= 2; round++) {
            Reply answer = deliver(id, "The one of round " + round + " is ___.", "");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json()).containsEntry("saved", 1);
            assertThat(answer.list("rejected")).hasSize(1);
            api.awaitAttempt(id, round + 1);
        }
        assertThat(api.task(id).json()).containsEntry("is_pending", true);
        deliver(id, "The last one is ___.");

        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 3)
                .containsEntry("error_message", "3 of 5" + NO_MORE);
        assertThat(sentences(id)).hasSize(3);
    }

    @Test
    void noMoreQuestionsAreKeptThanWereAskedFor() {
        String id = submit(2, "fault:silent");
        api.await(id, "processing");
        deliver(id, "Here is ___.");

        Reply answer = deliver(id, "There is ___.", "Nowhere is ___.", "Everywhere is ___.");

        assertThat(answer.json()).containsEntry("saved", 1).containsEntry("rejected", List.of());
        assertThat(api.task(id).json()).containsEntry("error_message", "");
        assertThat(sentences(id)).containsExactly("Here is ___.", "There is ___.");
    }

    /** They are put before a model once more. */
    @Test
    void theSentencesThatAWorkerSentGoBackAsPlainShortLines() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "One\nline\u200b is ___.", "Long is ___ ".repeat(50));

        api.awaitAttempt(id, 2);
        api.await(id, "processing");

        assertThat(handOvers(id).getLast().get("avoid"))
                .isEqualTo(List.of("One line is ___.", "Long is ___ ".repeat(25).strip()));
    }

    @Test
    void anOperatorWhoFailsItLeavesTheClientWhatIsThere() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "Only is ___.");

        api.post("/api/ai/tasks/" + id + "/fail/", "{\"reason\": \"enough\"}");

        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("error_message", "1 of 3" + NO_MORE);
    }

    @Test
    void aDeliveryThatComesAgainMeanwhileChangesNothing() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "Once is ___.");
        api.awaitAttempt(id, 2);

        Reply again = deliver(id, "Once is ___.");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).containsEntry("saved", 1).containsEntry("duplicate", true);
        assertThat(api.task(id).json())
                .containsEntry("is_pending", true)
                .containsEntry("attempt", 2);
        deliver(id, "Twice is ___.", "Thrice is ___.");
        assertThat(deliver(id, "Once is ___.").status()).isEqualTo(200);
        assertThat(sentences(id)).hasSize(3);
    }

    @Test
    void aWorkerThatIsNeverHeardOfAgainCostsNoQuestions() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "One is ___.", "Two are ___.");
        api.await(id, "processing");

        later(Duration.ofMinutes(16)); // one extension
        later(Duration.ofMinutes(16));

        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("attempt", 2)
                .containsEntry("questions_created", 2)
                .containsEntry("error_message", "2 of 3" + NO_MORE);
    }

    @Test
    void aWorkerThatFailsTheSecondTimeIsNotAskedAThirdTime() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "First is ___.");
        api.awaitAttempt(id, 2);
        api.await(id, "processing");

        Reply nothing = deliver(id, 2, List.of("junk"));

        assertThat(nothing.status()).isEqualTo(422);
        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("attempt", 2)
                .containsEntry("error_message", "1 of 3" + NO_MORE);
        assertThat(sentences(id)).containsExactly("First is ___.");
    }

    @Test
    void aWorkerThatSendsTheSameAgainWhenItIsAskedForMoreHasNoMore() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "Same is ___.");
        api.awaitAttempt(id, 2);
        api.await(id, "processing");

        Reply again = deliver(id, 2, List.of(Api.question("Same is ___.")));

        assertThat(again.status()).isEqualTo(200);
        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 1);
    }

    @Test
    void whoCancelsMeanwhileHasCancelledAndAsksAnewForAll() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");
        deliver(id, "Gone is ___.");

        api.call("DELETE", "/api/ai/tasks/" + id + "/");

        assertThat(api.task(id).json())
                .containsEntry("status", "cancelled")
                .containsEntry("quality", null);
        assertThat(deliver(id, "Late is ___.").json()).containsEntry("status", "ignored");
        api.post("/api/ai/tasks/" + id + "/retry/", "{}");
        api.await(id, "processing");
        assertThat(handOvers(id).getLast())
                .containsEntry("quiz_size", 3)
                .doesNotContainKey("avoid");
        deliver(id, "New is ___.", "Newer is ___.", "Newest is ___.");
        assertThat(sentences(id)).hasSize(3).doesNotContain("Gone is ___.");
    }

    @Test
    void whoGetsNothingTheFirstTimeIsTriedAgainAsEver() {
        String id = submit(3, "fault:silent");
        api.await(id, "processing");

        assertThat(deliver(id, "").status()).isEqualTo(422);

        assertThat(api.awaitAttempt(id, 2).json())
                .containsEntry("is_pending", true)
                .containsEntry("quality", null);
    }

    private static void later(Duration time) {
        NOW.updateAndGet(now -> now.plus(time));
        run.tick("SweepFunction");
    }

    private static String submit(int size, String instructions) {
        return api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", 1,
                                        "quiz_size", size,
                                        "extra_instructions", instructions)))
                .text("task_id");
    }

    /** Without a word of the attempt. */
    private static Reply deliver(String id, String... sentences) {
        return api.callback(body(id, Stream.of(sentences).map(Api::question).toList()));
    }

    /** By the address of that attempt. */
    private static Reply deliver(String id, int attempt, List<?> questions) {
        var body = handOvers(id).get(attempt - 1);
        return api.post(
                "/api/ai/receive/?" + URI.create(body.get("callback_url").toString()).getRawQuery(),
                body(id, questions),
                "X-AI-Worker-Token",
                Api.TOKEN);
    }

    private static String body(String id, List<?> questions) {
        return Json.write(Map.of("worker_task_id", id, "user_id", 1, "questions", questions));
    }

    private static List<Map<String, Object>> handOvers(String id) {
        return run.worker().orElseThrow().received().stream()
                .filter(request -> request.path().equals("/generate"))
                .filter(request -> request.body().path("task_id").asText().equals(id))
                .map(request -> (Json.Read.AnObject) Json.read(request.body().toString()))
                .map(Json.Read.AnObject::fields)
                .toList();
    }

    private static List<String> sentences(String id) {
        var sentences = new ArrayList<String>();
        api.get("/api/ai/tasks/" + id + "/questions/")
                .list("questions")
                .forEach(each -> sentences.add(((Map<?, ?>) each).get("text").toString()));
        return sentences;
    }
}
