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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

class FaultTest {

    private static final Duration DELAY = Duration.ofMillis(20);

    private final Receiver receiver = new Receiver();
    private final SampleWorker worker =
            SampleWorker.start(new Settings(0, Asker.TOKEN, DELAY, Fault.NONE, Optional.empty()));
    private final Asker asker = new Asker(worker.uri());

    @AfterEach
    void stop() {
        asker.close();
        worker.close();
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource({"SLOW, 4", "LATE, 20"})
    void takesItsTime(Fault fault, int factor) throws Exception {
        long start = System.nanoTime();
        ask(fault);
        receiver.next();
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(DELAY.multipliedBy(factor).toNanos());
    }

    @Test
    void silentNeverFinishesAndNeverCallsBack() throws Exception {
        assertThat(ask(Fault.SILENT).statusCode()).isEqualTo(202);
        outlast(Fault.SILENT);
        assertThat(json(asker.get("/task/task-1-7")).path("status").asText())
                .isEqualTo("processing");
        assertThat(receiver.heardNothing()).isTrue();
    }

    @Test
    void lostHasTheQuestionsButNeverCallsBack() throws Exception {
        assertThat(ask(Fault.LOST).statusCode()).isEqualTo(202);
        JsonNode report = asker.awaitReport("task-1-7");
        outlast(Fault.LOST);
        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(report.path("questions")).hasSize(10);
        assertThat(receiver.heardNothing()).isTrue();
    }

    @Test
    void twiceSendsTheSameCallbackTwice() throws Exception {
        ask(Fault.TWICE);
        assertThat(receiver.next()).isEqualTo(receiver.next());
    }

    @Test
    void earlyHasCalledBackWhenItAccepts() throws Exception {
        assertThat(ask(Fault.EARLY).statusCode()).isEqualTo(202);
        assertThat(worker.callbacks()).hasSize(1);
        assertThat(receiver.next().workerTaskId()).isEqualTo("task-1-7");
    }

    @Test
    void ownIdQuotesTheWorkersId() throws Exception {
        JsonNode accepted = json(ask(Fault.OWN_ID));
        assertThat(receiver.next().workerTaskId()).isEqualTo(accepted.path("task_id").asText());
    }

    @Test
    void syncAnswersWithTheQuestionsAndCallsNobodyBack() throws Exception {
        var answer = ask(Fault.SYNC);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("questions")).hasSize(10);
        assertThat(ask(Fault.SYNC).body()).isEqualTo(answer.body());
        outlast(Fault.SYNC);
        assertThat(receiver.heardNothing()).isTrue();
    }

    @Test
    void wrongTokenCallsBackOnceWithATokenThatIsNotOurs() throws Exception {
        receiver.answersNext(401);
        ask(Fault.WRONG_TOKEN);
        assertThat(receiver.next().token()).isNotEqualTo(Asker.TOKEN);
        outlast(Fault.WRONG_TOKEN);
        assertThat(receiver.heardNothing()).isTrue();
    }

    @Test
    void brokenDeliversNoQuestionThatCanBeUsed() throws Exception {
        ask(Fault.BROKEN);
        Arrived callback = receiver.next();
        assertThat(callback.questions()).hasSize(10).noneMatch(FaultTest::isUsable);
        assertThat(asList(callback.questions())).doesNotHaveDuplicates();
    }

    @Test
    void partialDeliversAThirdThatCannotBeUsed() throws Exception {
        asker.generate(order(Fault.PARTIAL).put("quiz_size", 30));
        assertThat(receiver.next().questions())
                .hasSize(30)
                .filteredOn(question -> !isUsable(question))
                .hasSize(10);
    }

    @Test
    void emptyDeliversNothing() throws Exception {
        ask(Fault.EMPTY);
        JsonNode questions = receiver.next().questions();
        assertThat(questions.isArray()).isTrue();
        assertThat(questions).isEmpty();
    }

    @Test
    void failsSaysSo() throws Exception {
        ask(Fault.FAILS);
        Arrived callback = receiver.next();
        assertThat(callback.workerTaskId()).isEqualTo("task-1-7");
        assertThat(callback.body().path("status").asText()).isEqualTo("failed");
        assertThat(callback.body().path("error").asText()).isNotBlank();
        assertThat(callback.body().path("user_id").intValue()).isEqualTo(1);
        assertThat(callback.body().has("questions")).isFalse();
        assertThat(asker.awaitReport("task-1-7").path("status").asText()).isEqualTo("failed");
    }

    @Test
    void busyTakesTheThirdTryOfATask() throws Exception {
        var first = ask(Fault.BUSY);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        assertThat(ask(Fault.BUSY).statusCode()).isEqualTo(429);
        assertThat(ask(Fault.BUSY).statusCode()).isEqualTo(202);
        assertThat(receiver.next().questions()).hasSize(10);
    }

    @Test
    void flakyTakesTheSecondTryOfATask() throws Exception {
        assertThat(ask(Fault.FLAKY).statusCode()).isEqualTo(500);
        assertThat(ask(Fault.FLAKY).statusCode()).isEqualTo(202);
        assertThat(receiver.next().questions()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"DOWN, 500", "REFUSES, 422", "UNAUTHORIZED, 401", "REDIRECT, 307"})
    void answersBadlyEveryTime(Fault fault, int status) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(ask(fault).statusCode()).isEqualTo(status);
        }
        assertThat(asker.get("/task/task-1-7").statusCode()).isEqualTo(404);
        assertThat(asker.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void redirectPointsToItself() throws Exception {
        assertThat(ask(Fault.REDIRECT).headers().firstValue("Location")).contains("/generate");
    }

    @Test
    void resetClosesTheConnection() {
        assertThatThrownBy(() -> ask(Fault.RESET)).isInstanceOf(IOException.class);
    }

    @Test
    void garbageIsAcceptedInWordsThatAreNoJson() throws Exception {
        var answer = ask(Fault.GARBAGE);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).isMissingNode()).isTrue();
        assertThat(receiver.next().questions()).hasSize(10);
    }

    @Test
    void downForAllIsDownEverywhere() throws Exception {
        var settings = new Settings(0, Asker.TOKEN, DELAY, Fault.DOWN, Optional.empty());
        try (var down = SampleWorker.start(settings);
                var client = new Asker(down.uri())) {
            assertThat(client.generate(order(Fault.NONE)).statusCode()).isEqualTo(500);
            assertThat(client.get("/health").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void theRequestsOwnFaultWinsOverTheSettings() throws Exception {
        var settings = new Settings(0, Asker.TOKEN, DELAY, Fault.REFUSES, Optional.empty());
        try (var refusing = SampleWorker.start(settings);
                var client = new Asker(refusing.uri())) {
            ObjectNode plain = order(Fault.NONE).put("extra_instructions", "short sentences");
            assertThat(client.generate(plain).statusCode()).isEqualTo(422);
            assertThat(client.generate(order(Fault.NONE)).statusCode()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultCanBeAskedForByItsName(Fault fault) {
        String asked = "Please: Fault:" + fault.name().replace('_', '-') + ", delay:15.";
        var instructions = Instructions.in(asked);
        assertThat(instructions.fault()).contains(fault);
        assertThat(instructions.delay()).contains(Duration.ofMillis(15));
    }

    @ParameterizedTest
    @CsvSource({
        "default:slow",
        "fault:unheard_of",
        "my fault",
        "delay:soon",
        "'Whose fault: mine?'"
    })
    void otherWordsAreLeftAlone(String text) {
        assertThat(Instructions.in(text))
                .isEqualTo(new Instructions(Optional.empty(), Optional.empty()));
    }

    @Test
    void worksOnNoMoreThanItsCapacity() throws Exception {
        var settings =
                new Settings(
                        0, Asker.TOKEN, Duration.ofHours(1), Fault.NONE, Optional.empty(), 2, 20);
        try (var small = SampleWorker.start(settings);
                var client = new Asker(small.uri())) {
            assertThat(client.generate(task("a", "")).statusCode()).isEqualTo(202);
            assertThat(client.generate(task("b", "delay:200")).statusCode()).isEqualTo(202);

            var third = client.generate(task("c", ""));
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(client.generate(task("a", "")).statusCode()).isEqualTo(202);
            receiver.next();
            assertThat(client.generate(task("c", "")).statusCode()).isEqualTo(202);
        }
    }

    private ObjectNode task(String id, String extra) {
        return Asker.order(id, receiver.uri()).put("extra_instructions", extra);
    }

    private ObjectNode order(Fault fault) {
        return task("task-1-7", "fault:" + fault.name().toLowerCase(Locale.ROOT));
    }

    private HttpResponse<String> ask(Fault fault) throws IOException, InterruptedException {
        return asker.generate(order(fault));
    }

    /** Until a task that came after has called back twice, with the same delay. */
    private void outlast(Fault fault) throws IOException, InterruptedException {
        for (String later : List.of("later-1", "later-2")) {
            asker.generate(task(later + fault, ""));
            assertThat(receiver.next().workerTaskId()).startsWith(later);
        }
    }

    private static boolean isUsable(JsonNode question) {
        JsonNode options = question.path("options");
        return question.isObject()
                && !question.path("sentence").asText().isBlank()
                && options.isObject()
                && options.size() == 4
                && Item.LETTERS.stream().noneMatch(it -> options.path(it).asText().isBlank())
                && Item.LETTERS.contains(question.path("correct_answer").asText());
    }

    private static List<JsonNode> asList(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }
}
