package io.quizsmith.sampleworker;

import static io.quizsmith.sampleworker.Asker.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quizsmith.sampleworker.Receiver.Arrived;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SampleWorkerTest {

    private final Receiver receiver = new Receiver();
    private final SampleWorker worker =
            SampleWorker.start(
                    new Settings(
                            0, Asker.TOKEN, Duration.ofMillis(5), Fault.NONE, Optional.empty()));
    private final Asker asker = new Asker(worker.uri());

    @AfterEach
    void stop() {
        asker.close();
        worker.close();
        receiver.close();
    }

    @Test
    void acceptsUnderItsOwnIdAndCallsBackUnderOurs() throws Exception {
        var answer = asker.generate(order());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("status").asText()).isEqualTo("accepted");
        assertThat(json(answer).path("task_id").asText()).startsWith("w-1-");
        Arrived callback = receiver.next();
        assertThat(callback.token()).isEqualTo(Asker.TOKEN);
        assertThat(callback.workerTaskId()).isEqualTo("task-1-7");
        assertThat(callback.body().path("user_id").intValue()).isEqualTo(1);
        assertThat(callback.questions()).hasSize(10);
        assertThat(callback.body().path("meta").path("total_processed").intValue()).isEqualTo(10);
        assertThat(callback.body().path("meta").path("processing_time_sec").isInt()).isTrue();
    }

    @Test
    void sendsEachQuestionInTheContractsForm() throws Exception {
        asker.generate(order());

        assertThat(receiver.next().questions())
                .allSatisfy(
                        question -> {
                            assertThat(question.properties())
                                    .extracting(Map.Entry::getKey)
                                    .containsExactlyInAnyOrder(
                                            "sentence",
                                            "options",
                                            "correct_answer",
                                            "explanation",
                                            "type",
                                            "difficulty",
                                            "score",
                                            "context",
                                            "directive",
                                            "category");
                            assertThat(question.path("difficulty").asText()).isEqualTo("advanced");
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 150})
    void sendsAsManyQuestionsAsWereAskedFor(int size) throws Exception {
        asker.generate(order().put("quiz_size", size));

        assertThat(receiver.next().questions()).hasSize(size);
    }

    @Test
    void repeatsTheUserIdAsItWasSent() throws Exception {
        asker.generate(order().put("user_id", "learner1"));

        assertThat(receiver.next().body().path("user_id").textValue()).isEqualTo("learner1");
    }

    @Test
    void quotesItsOwnIdToAnAskerThatSentNone() throws Exception {
        ObjectNode order = order();
        order.remove("task_id");

        JsonNode accepted = json(asker.generate(order.toString(), Asker.TOKEN, "key"));

        assertThat(receiver.next().workerTaskId()).isEqualTo(accepted.path("task_id").asText());
    }

    @Test
    void doesTheWorkOnceForOneIdempotencyKey() throws Exception {
        var first = asker.generate(order());
        var again = asker.generate(order());
        var nextAttempt = asker.generate(order().toString(), Asker.TOKEN, "task-1-7/2");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(json(nextAttempt).path("task_id").asText()).startsWith("w-2-");
        receiver.next();
        receiver.next();
        asker.awaitReport(json(nextAttempt).path("task_id").asText());
        assertThat(receiver.heardNothing()).isTrue();
    }

    @Test
    void tellsWhatBecameOfATaskByEitherId() throws Exception {
        JsonNode accepted = json(asker.generate(order()));

        JsonNode byOurs = asker.awaitReport("task-1-7");
        JsonNode byItsOwn = asker.awaitReport(accepted.path("task_id").asText());

        assertThat(byOurs.path("status").asText()).isEqualTo("completed");
        assertThat(byOurs.path("questions")).hasSize(10);
        assertThat(byItsOwn).isEqualTo(byOurs);
        assertThat(asker.get("/task/task-1-8").statusCode()).isEqualTo(404);
    }

    @Test
    void isHealthy() throws Exception {
        assertThat(asker.get("/health").statusCode()).isEqualTo(200);
        assertThat(asker.get("/health/").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "test-token "})
    void refusesAnotherToken(String token) throws Exception {
        var request =
                asker.request("/generate")
                        .header("X-AI-Worker-Token", token + "x")
                        .POST(BodyPublishers.ofString("{}"));

        assertThat(asker.send(request).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"user_id\":1}",
                "{\"user_id\":1,\"quiz_size\":0}",
                "{\"user_id\":1,\"quiz_size\":\"ten\"}",
                "{\"user_id\":1,\"quiz_size\":10}",
                "{\"user_id\":1,\"quiz_size\":10,\"callback_url\":\"ftp://example.com/\"}",
                "{\"user_id\":1,\"quiz_size\":10,\"callback_url\":\"/receive\"}",
                "{\"user_id\":1,\"quiz_size\":10,\"callback_url\":\"http://a b\"}"
            })
    void refusesWhatIsNoOrder(String body) throws Exception {
        assertThat(asker.generate(body, Asker.TOKEN, "key").statusCode()).isEqualTo(400);
    }

    @Test
    void knowsItsPathsAndMethods() throws Exception {
        assertThat(asker.get("/generate").statusCode()).isEqualTo(405);
        assertThat(asker.get("/generate").headers().firstValue("Allow")).contains("POST");
        assertThat(asker.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(asker.generate("x".repeat(2_000_000), Asker.TOKEN, "key").statusCode())
                .isEqualTo(413);
    }

    @Test
    void triesAReceiverThatIsDownAgain() throws Exception {
        receiver.answersNext(503, 500);

        asker.generate(order());

        Arrived first = receiver.next();
        assertThat(receiver.next()).isEqualTo(first);
        assertThat(receiver.next()).isEqualTo(first);
    }

    @Test
    void remembersWhatItWasSentAndWhatItsCallbacksWereAnswered() throws Exception {
        asker.generate(order());
        receiver.next();

        assertThat(worker.received())
                .singleElement()
                .satisfies(
                        received -> {
                            assertThat(received.method()).isEqualTo("POST");
                            assertThat(received.path()).isEqualTo("/generate");
                            assertThat(received.header("idempotency-key")).contains("task-1-7/1");
                            assertThat(received.body()).isEqualTo(order());
                        });
        Await.until(() -> !worker.callbacks().isEmpty());
        assertThat(worker.callbacks())
                .containsExactly(new CallbackReply("task-1-7", 201, "{\"status\":\"ok\"}"));
    }

    @Test
    void worksOnManyTasksAtOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            asker.generate(Asker.order("task-1-" + i, receiver.uri()));
        }
        var called = new HashSet<String>();
        for (int i = 0; i < 50; i++) {
            called.add(receiver.next().workerTaskId());
        }
        assertThat(called).hasSize(50);
    }

    @Test
    void usesTheSettingsAddressWhereTheRequestHasNone() throws Exception {
        var settings =
                new Settings(
                        0, Asker.TOKEN, Duration.ZERO, Fault.NONE, Optional.of(receiver.uri()));
        try (var old = SampleWorker.start(settings);
                var client = new Asker(old.uri())) {
            client.generate("{\"user_id\":1,\"quiz_size\":3}", Asker.TOKEN, "key");

            assertThat(receiver.next().questions()).hasSize(3);
        }
    }

    @Test
    void namesThePortThatIsTaken() {
        int port = worker.uri().getPort();
        var settings = new Settings(port, Asker.TOKEN, Duration.ZERO, Fault.NONE, Optional.empty());

        assertThatThrownBy(() -> SampleWorker.start(settings))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Port " + port);
    }

    @Test
    void knowsAndShowsBothTokensWhileTheyAreRotated() throws Exception {
        worker.setTokens(Asker.TOKEN, "the-next-token");

        assertThat(asker.generate(order().toString(), "the-next-token", "key-1").statusCode())
                .isEqualTo(202);
        assertThat(asker.generate(order().toString(), Asker.TOKEN, "key-2").statusCode())
                .isEqualTo(202);

        assertThat(List.of(receiver.next().token(), receiver.next().token()))
                .containsExactlyInAnyOrder(Asker.TOKEN, "the-next-token");
    }

    @Test
    void doesNotStartWithoutAToken() {
        assertThatThrownBy(() -> new Settings(0, " ", Duration.ZERO, Fault.NONE, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ObjectNode order() {
        return Asker.order("task-1-7", receiver.uri());
    }
}
