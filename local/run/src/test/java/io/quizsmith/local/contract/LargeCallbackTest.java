package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Callbacks as large as they may be: nothing gets lost, and nothing gets too large. */
class LargeCallbackTest {

    private static final int LIMIT = 6 * 1024 * 1024;

    /** What Lambda takes of an answer, with everything around the body. */
    private static final int MOST_ANSWERED = 6_291_556;

    private static final int MOST_OF_AN_ITEM = 400 * 1024;

    private final Api api = Run.api();

    @ParameterizedTest
    @CsvSource({"100, a", "100, é", "100, 漢", "85, 😀"})
    void theLongestQuestionsAreSavedAndServedWhole(int count, String letter) {
        String id = processing();
        var question = Bulk.longest(letter);
        String callback = Bulk.callback(id, Collections.nCopies(count, question));

        Reply reply = api.callback(callback);

        assertThat(reply.json()).containsEntry("saved", count).containsEntry("rejected", List.of());
        var served = api.get("/api/ai/tasks/" + id + "/questions/").list("questions");
        assertThat(served).hasSize(count);
        assertThat(served)
                .allSatisfy(
                        each ->
                                assertThat((Map<?, ?>) each)
                                        .extracting("text", "explanation", "options")
                                        .containsExactly(
                                                question.get("sentence"),
                                                question.get("explanation"),
                                                question.get("options")));
        assertKept(id, callback, reply);
    }

    @ParameterizedTest
    @CsvSource({"漢", "\""})
    void aQuizHasNoMoreQuestionsThanCanBeServed(String letter) {
        String id = processing();
        var question = new HashMap<String, Object>(Api.question(""));
        question.put("directive", letter.repeat(4000));
        question.put("explanation", letter.repeat(4000));
        int count = (LIMIT - 1000) / (Json.bytes(question).length + 1);
        String callback = Bulk.callback(id, Collections.nCopies(count, question));

        Reply reply = api.callback(callback);

        int saved = (int) reply.json().get("saved");
        assertThat(saved).isBetween(100, count - 1);
        assertThat(reply.list("rejected")).hasSize(count - saved);
        Reply quiz = api.get("/api/ai/tasks/" + id + "/questions/");
        assertThat(quiz.list("questions")).hasSize(saved);
        assertKept(id, callback, reply);
    }

    @ParameterizedTest
    @CsvSource({"a, false", "漢, false", "quotes, true"})
    void aCallbackIsShownWholeOrCutWhereItDoesNotFitIntoAnAnswer(String kind, boolean isCut) {
        String id = processing();
        String text = kind.equals("quotes") ? "\"".repeat(2_900_000) : kind.repeat(1_500_000);
        String start = Bulk.callback(id, List.of(Api.question("She _____.")));
        String callback =
                start.substring(0, start.length() - 1) + ", \"meta\": " + Json.write(text) + "}";
        api.callback(callback);
        var entry =
                (Map<?, ?>)
                        api.get("/api/ai/tasks/" + id + "/details/").list("callbacks").getFirst();

        Reply shown = api.get("/api/ai/tasks/" + id + "/callbacks/" + entry.get("id") + "/");

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json())
                .containsEntry("truncated", isCut)
                .containsEntry("bytes", callback.getBytes(StandardCharsets.UTF_8).length);
        Object payload = shown.json().get("payload");
        if (isCut) {
            assertThat(callback).startsWith(payload.toString());
            assertThat(payload.toString().length()).isGreaterThan(1_300_000);
        } else {
            assertThat(((Map<?, ?>) payload).get("meta")).isEqualTo(text);
        }
    }

    @Test
    void ofTenThousandGoodQuestionsFiveHundredAreSavedAndTheOthersNamed() {
        String id = processing();
        String callback =
                Bulk.callback(id, Collections.nCopies(10_000, Api.question("She _____.")));

        Reply reply = api.callback(callback);

        assertThat(reply.json()).containsEntry("saved", 500);
        assertThat(reply.list("rejected")).hasSize(9500);
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions")).hasSize(500);
        assertKept(id, callback, reply);
    }

    @Test
    void tenThousandJunkQuestionsAreRefusedOneByOne() {
        String id = processing();
        String callback = Bulk.callback(id, Bulk.junk(10_000));

        Reply reply = api.callback(callback);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.wrongFields()).hasSize(10_000).endsWith("questions[9999]");
        assertThat(api.awaitAttempt(id, 2).text("error_message")).isEmpty();
        assertKept(id, callback, reply);
    }

    @Test
    void aFewGoodQuestionsAmongTenThousandAreSaved() {
        String id = processing();
        var questions = new ArrayList<Object>(Collections.nCopies(10_000, Map.of("junk", "junk")));
        questions.set(17, Api.question("One _____."));
        questions.set(9_998, Api.question("Two _____."));
        String callback = Bulk.callback(id, questions);

        Reply reply = api.callback(callback);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json()).containsEntry("saved", 2);
        assertThat(reply.list("rejected")).hasSize(9_998);
        assertThat(api.task(id).text("error_message")).contains("9998 of 10000");
        assertKept(id, callback, reply);
    }

    @ParameterizedTest
    @CsvSource({"1, 3000000", "{}, 2000000"})
    void ofMillionsOfJunkQuestionsOnlyTheFirstAreNamed(String junk, int count) {
        String id = processing();
        String good = Json.write(Api.question("One _____."));
        String callback =
                Bulk.callback(id, List.of())
                        .replace("[]", "[" + (junk + ",").repeat(count) + good + "]");

        Reply reply = api.callback(callback);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json()).containsEntry("saved", 1).containsEntry("rejected_count", count);
        assertThat(reply.list("rejected").size()).isBetween(10_000, count);
        assertKept(id, callback, reply);
    }

    @Test
    void fieldsThatNobodyKnowsMayBeOfAnyShape() {
        String id = processing();
        String nested = "[".repeat(900) + "]".repeat(900);
        String junk =
                "{\"junk\": " + nested + ", \"more\": [" + "{\"a\":1},".repeat(100_000) + "0]";
        String question = Json.write(Api.question("One _____."));
        String callback =
                Bulk.callback(id, List.of())
                        .replace("[]", "[" + junk + ", " + question.substring(1) + "]");

        Reply reply = api.callback(callback);

        assertThat(reply.json()).containsEntry("saved", 1).containsEntry("rejected", List.of());
        assertKept(id, callback, reply);
    }

    @Test
    void whatNestsTooDeepIsRefusedAsNoJson() {
        String id = processing();
        String nested = "[".repeat(1_000_000) + "]".repeat(1_000_000);

        Reply reply = api.callback(Bulk.callback(id, List.of()).replace("[]", nested));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).containsEntry("error", "Invalid JSON");
        assertThat(api.task(id).json()).containsEntry("status", "processing");
    }

    @Test
    void aBodyOfExactlyTheLimitIsTakenAndOneByteMoreRefused() {
        String id = processing();
        String start = Bulk.callback(id, List.of(Api.question("One _____.")));
        String callback = Bulk.filled(start, LIMIT);

        Reply tooLarge = api.callback(Bulk.filled(start, LIMIT + 1));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(api.task(id).json()).containsEntry("status", "processing");
        Reply reply = api.callback(callback);
        assertThat(reply.status()).isEqualTo(201);
        assertKept(id, callback, reply);
        assertThat(api.callback(callback).json()).containsEntry("duplicate", true);
    }

    @Test
    void aReportOfFailureMayBeLong() {
        String id = processing();
        var report =
                Map.of("worker_task_id", id, "status", "failed", "error", "x".repeat(1_000_000));
        String callback = Json.write(report);

        Reply reply = api.callback(callback);

        assertThat(reply.json()).containsEntry("task_status", "queued");
        assertKept(id, callback, reply);
        assertThat(Kept.of(id, Run.shared()).taskItem()).isLessThan(2000);
    }

    @Test
    void threeHundredDifferentCallbacksLeaveTheTaskSmall() {
        String id = processing();
        for (int i = 0; i < 300; i++) {
            Object user = i % 3 == 0 ? 2 : 1;
            var questions = List.of(Api.question("Number " + i + " _____."));
            var body = Map.of("worker_task_id", id, "user_id", user, "questions", questions);
            assertThat(api.callback(Json.write(body)).status()).isIn(200, 201, 409);
        }

        var kept = Kept.of(id, Run.shared());
        assertThat(kept.items()).hasSizeGreaterThan(300);
        assertThat(kept.taskItem()).isLessThan(10_000);
        assertThat(api.get("/api/ai/tasks/" + id + "/events/").list("events"))
                .hasSizeLessThanOrEqualTo(100);
    }

    private void assertKept(String id, String callback, Reply reply) {
        assertThat(Json.bytes(new String(reply.body(), UTF_8)).length)
                .isLessThan(MOST_ANSWERED - 1000);
        var kept = Kept.of(id, Run.shared());
        assertThat(kept.largest()).isLessThan(MOST_OF_AN_ITEM);
        assertThat(kept.body(callback)).isEqualTo(callback.getBytes(UTF_8));
        var told = new HashMap<>(Json.object(kept.answer(callback)).orElseThrow());
        var answered = new HashMap<>(reply.json());
        for (var sentBack : List.of("task_id", "user_id", "request_id")) {
            told.remove(sentBack);
            answered.remove(sentBack);
        }
        assertThat(told.equals(answered)).isTrue();
    }

    private String processing() {
        var request = Map.of("user_id", 1, "quiz_size", 3, "extra_instructions", "fault:silent");
        String id = api.generate(Json.write(request)).text("task_id");
        api.await(id, "processing");
        return id;
    }
}
