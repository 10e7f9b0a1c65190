package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clients and the worker are told of the quality of a quiz. */
class QualityTest {

    private static final Map<String, Object> GOOD =
            question(
                    "The bus to the airport _____ at six.",
                    "leaves",
                    "leave",
                    "left it",
                    "leaving");
    private static final Map<String, Object> FLAGGED =
            question("He is an _____ man who tells no lies.", "honest", "cruel", "lazy", "proud");
    private static final Map<String, Object> BAD =
            question("They _____ home an hour ago.", "went", "gone", "gone", "go");

    private static LocalRun run;
    private static Api strict;

    private final Api api = Run.api();

    @BeforeAll
    static void start() {
        run =
                LocalRuns.start(
                        Options.forTests()
                                .withWorkerDelay(Duration.ofHours(1))
                                .withParameter("MaxPendingPerUser", "0")
                                .withParameter("QualityItems", "enforce")
                                .withParameter("QualityKeys", "enforce")
                                .withParameter("QualityDuplicates", "enforce"));
        strict = new Api(run.apiUri());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void aReportSaysWhatIsWrongAndTheClientGetsWhatTheWorkerSent() {
        String id = submit(api, Run.newUser(), "fault:silent");

        Reply answer = deliver(api, id, GOOD, BAD, FLAGGED, "junk");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).containsEntry("saved", 3);
        assertThat(answer.list("rejected")).hasSize(1);
        assertThat(api.task(id).json().get("quality"))
                .isEqualTo(
                        Map.of(
                                "requested",
                                5,
                                "received",
                                4,
                                "accepted",
                                3,
                                "flagged",
                                2,
                                "rejected",
                                List.of(Map.of("index", 3, "codes", List.of("STRUCTURE"))),
                                "would_reject",
                                List.of(Map.of("index", 1, "codes", List.of("DUP_OPTION"))),
                                "flags",
                                List.of(),
                                "score",
                                38));
        assertThat(questions(api, id))
                .extracting(question -> question.get("flags"))
                .containsExactly(List.of(), List.of("DUP_OPTION"), List.of("ARTICLE_CUE"));
        assertThat(questions(api, id))
                .extracting(question -> question.get("correct"))
                .containsOnly("A");
    }

    @Test
    void aTaskThatHasNoQuestionsYetHasNoQuality() {
        String id = submit(api, Run.newUser(), "fault:silent");

        assertThat(api.task(id).json()).containsEntry("quality", null);
    }

    @Test
    void whatIsEnforcedIsLeftOutAndTheWorkerIsToldWhy() {
        String id = submit(strict, 2, "");

        Reply answer = deliver(strict, id, GOOD, BAD, "junk", FLAGGED);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).containsEntry("saved", 2);
        assertThat(answer.list("rejected"))
                .first()
                .isEqualTo(
                        Map.of(
                                "index",
                                1,
                                "reasons",
                                List.of("DUP_OPTION: two options are the same")));
        assertThat(strict.task(id).text("error_message"))
                .isEqualTo(
                        "2 of 4 questions were left out: 1 were malformed,"
                                + " 1 did not pass the quality check");
        assertThat(questions(strict, id))
                .extracting(question -> question.get("correct"))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameCallbackIsAnsweredTheSameWhateverTheUserWasAskedSince() {
        String id = submit(strict, 3, "");
        Reply first = deliver(strict, id, GOOD, BAD, FLAGGED);
        var questions = questions(strict, id);
        String other = submit(strict, 3, "");
        deliver(strict, other, GOOD, FLAGGED);

        Reply again = deliver(strict, id, GOOD, BAD, FLAGGED);

        var expected = new HashMap<>(first.json());
        expected.put("duplicate", true);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(expected);
        assertThat(questions(strict, id)).isEqualTo(questions);
        assertThat(questions(strict, other)).as("it has one doubt too many").hasSize(1);
        assertThat(questions(strict, other).getFirst())
                .containsEntry("flags", List.of("NEAR_DUP_HISTORY"));
    }

    @Test
    void aDeliveryOfWhichNothingIsLeftIsRefusedWithTheReasons() {
        String id = submit(strict, 4, "");

        Reply answer = deliver(strict, id, BAD);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrongFields()).containsExactly("questions[0]");
        assertThat(strict.task(id).json()).containsEntry("attempt", 2);
        assertThat(deliver(strict, id, GOOD).status()).isEqualTo(201);
    }

    private static Map<String, Object> question(String sentence, String... options) {
        return Map.of(
                "sentence",
                sentence,
                "options",
                Map.of("A", options[0], "B", options[1], "C", options[2], "D", options[3]),
                "correct_answer",
                "A",
                "explanation",
                "It is so because of what the sentence says: " + sentence,
                "type",
                "grammar");
    }

    private static String submit(Api api, long user, String instructions) {
        String id =
                api.generate(
                                "{\"user_id\": %d, \"quiz_size\": 5, \"extra_instructions\": \"%s\"}"
                                        .formatted(user, instructions))
                        .text("task_id");
        api.await(id, "processing");
        return id;
    }

    private static Reply deliver(Api api, String id, Object... questions) {
        long user = Long.parseLong(id.split("-", -1)[1]);
        return api.callback(
                Json.write(
                        Map.of(
                                "worker_task_id",
                                id,
                                "user_id",
                                user,
                                "questions",
                                List.of(questions))));
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static List<Map<String, Object>> questions(Api api, String id) {
        var list = new ArrayList<Map<String, Object>>();
        api.get("/api/ai/tasks/" + id + "/questions/")
                .list("questions")
                .forEach(question -> list.add((Map<String, Object>) question));
        return list;
    }
}
