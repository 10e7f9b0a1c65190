package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class ReceiveTest {

    private final Api api = Run.api();

    @Test
    void aGoodResultIsSavedAndAnsweredAsItWasSent() {
        String id = processing();

        Reply reply = api.callback(callback(id, 1, good(2)));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json())
                .isEqualTo(
                        Map.of(
                                "status",
                                "ok",
                                "saved",
                                2,
                                "task_id",
                                id,
                                "user_id",
                                1,
                                "rejected",
                                List.of()));
        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 2);
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions")).hasSize(2);
    }

    @Test
    void theFunctionUrlDecodesABodyThatCameWithoutAContentType() {
        String id = processing();

        Reply reply =
                Run.receive()
                        .send(
                                "POST",
                                "/",
                                BodyPublishers.ofString(callback(id, 1, good(1))),
                                "X-AI-Worker-Token",
                                Api.TOKEN);

        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void theUserMayBeNamedByUsername() {
        String id = processing();

        assertThat(api.callback(callback(id, "learner1", good(1))).json())
                .containsEntry("saved", 1)
                .containsEntry("user_id", "learner1");
    }

    @Test
    void malformedQuestionsAreNamedAndTheOthersSaved() {
        String id = processing();
        var questions = List.of(Api.question("One _____."), Map.of("sentence", "no options"), 7);

        Reply reply = api.callback(callback(id, 1, questions));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json()).containsEntry("saved", 1);
        assertThat(reply.list("rejected"))
                .extracting(rejected -> ((Map<?, ?>) rejected).get("index"))
                .isEqualTo(List.of(1, 2));
        assertThat(api.task(id).text("error_message")).contains("2 of 3");
    }

    @Test
    void withNoGoodQuestionTheTaskIsTriedAgainUntilItFailsAndALateGoodOneStillCompletesIt() {
        String id = submit("fault:broken");
        Reply failed = api.awaitEnd(id);

        assertThat(failed.json()).containsEntry("status", "failed").containsEntry("attempt", 3);
        assertThat(failed.text("error_message")).contains("no usable question");
        assertThat(WorkerSide.worker().callbacks())
                .anySatisfy(reply -> assertThat(reply.status()).isEqualTo(422));
        Reply junk = api.callback(callback(id, 1, List.of(Map.of("sentence", "x"))));
        assertThat(junk.status()).isEqualTo(422);
        assertThat(junk.wrongFields()).containsExactly("questions[0]");

        assertThat(api.callback(callback(id, 1, good(3))).status()).isEqualTo(201);
        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("error_message", "");
    }

    @Test
    void anEmptyListIsRefusedBeforeAnythingElseIsLookedAt() {
        String id = processing();
        for (var body :
                List.of(
                        "{\"worker_task_id\": \"" + id + "\", \"user_id\": 1, \"questions\": []}",
                        "{\"worker_task_id\": \"" + id + "\", \"user_id\": 1}",
                        "{}")) {
            Reply reply = api.callback(body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).containsEntry("error", "questions list is empty");
        }
        assertThat(api.task(id).json()).containsEntry("status", "processing");
    }

    @Test
    void theSameCallbackAgainIsADuplicateAndChangesNothing() {
        String id = processing();
        String body = callback(id, 1, good(3));
        Reply first = api.callback(body);
        var task = api.task(id).json();

        Reply again = api.callback(body);

        assertThat(again.status()).isEqualTo(200);
        var expected = new HashMap<>(first.json());
        expected.put("duplicate", true);
        assertThat(again.json()).isEqualTo(expected);
        assertThat(api.task(id).json()).isEqualTo(task);
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions")).hasSize(3);
    }

    @Test
    void theSameCallbackAtTheSameTimeIsSavedOnce() throws Exception {
        String id = processing();
        String body = callback(id, 1, good(3));
        Callable<Integer> call = () -> api.callback(body).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> call).toList()).stream()
                            .map(done -> done.resultNow())
                            .toList();
            assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
        }
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions")).hasSize(3);
    }

    @Test
    void aReportOfFailureIsTakenInUntilNoAttemptIsLeft() {
        String id = submit("fault:fails");
        Reply failed = api.awaitEnd(id);

        assertThat(failed.json()).containsEntry("status", "failed").containsEntry("attempt", 3);
        assertThat(failed.text("error_message"))
                .isEqualTo("The AI worker reported that it failed (3 attempts)");
        String report =
                Json.write(Map.of("worker_task_id", id, "status", "failed", "error", "secret"));
        assertThat(api.callback(report).status()).isEqualTo(200);
        assertThat(api.task(id).toString()).doesNotContain("secret");
    }

    @Test
    void anUnknownTaskIs404() {
        Reply reply = api.callback(callback("task-1-12345", 1, good(1)));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json()).containsEntry("error", "Task not found");
    }

    @Test
    void theUserMustBeThereAndBeTheTasksOwn() {
        String id = processing();

        Reply missing =
                api.callback(Json.write(Map.of("worker_task_id", id, "questions", good(1))));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json()).containsEntry("error", "user_id is required");
        assertThat(api.callback(callback(id, 2, good(1))).status()).isEqualTo(409);
        assertThat(api.callback(callback(id, "learner2", good(1))).status()).isEqualTo(409);
        assertThat(api.task(id).json()).containsEntry("status", "processing");
    }

    @Test
    void oddOrMissingMetaAndScoreAreAccepted() {
        for (Object meta : List.of("text", 7, List.of(1), Map.of("processing_time_sec", "x"))) {
            String id = processing();
            var question = new HashMap<>(Api.question("A _____."));
            question.remove("score");
            var body =
                    Map.of(
                            "worker_task_id",
                            id,
                            "user_id",
                            1,
                            "questions",
                            List.of(question),
                            "meta",
                            meta);
            assertThat(api.callback(Json.write(body)).status()).isEqualTo(201);
        }
        String id = processing();
        assertThat(
                        api.callback("{\"meta\": null, " + callback(id, 1, good(1)).substring(1))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void aResultForACancelledTaskIsIgnored() {
        String id = processing();
        api.call("POST", "/api/ai/tasks/" + id + "/cancel/");

        Reply reply = api.callback(callback(id, 1, good(1)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).containsEntry("status", "ignored");
        assertThat(api.task(id).json()).containsEntry("status", "cancelled");
    }

    @Test
    void aResultBeforeOurNoteOfThe202CompletesTheTask() {
        String id = submit("fault:early");

        assertThat(api.awaitEnd(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 3);
        assertThat(WorkerSide.worker().callbacks())
                .filteredOn(reply -> reply.workerTaskId().equals(id))
                .singleElement()
                .satisfies(reply -> assertThat(reply.status()).isEqualTo(201));
    }

    @Test
    void aWrongOrMissingTokenOpensNothing() {
        String id = processing();
        String body = callback(id, 1, good(1));

        for (var token : List.of("wrong", " ", Api.TOKEN + "x")) {
            Reply reply = api.post("/api/ai/receive/", body, "X-AI-Worker-Token", token);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.json()).containsEntry("error", "Unauthorized");
        }
        assertThat(api.post("/api/ai/receive/", "not json").status()).isEqualTo(401);
        assertThat(Run.receive().post("/", "not json").status()).isEqualTo(401);
        assertThat(api.task(id).json()).containsEntry("status", "processing");
    }

    @Test
    void bothFormsOfThePathAreTheSame() {
        String id = processing();

        assertThat(
                        api.post(
                                        "/api/ai/receive",
                                        callback(id, 1, good(1)),
                                        "X-AI-Worker-Token",
                                        Api.TOKEN)
                                .status())
                .isEqualTo(201);
    }

    @Test
    void theWholeOfAQuestionIsKept() {
        long user = Run.newUser(); // who has not had such a question
        String id = submit(user, "fault:silent");
        api.await(id, "processing");
        var question = new HashMap<String, Object>(Api.question("She _____."));
        question.put("directive", "Choose.");
        question.put("category", "tenses");
        question.put("type", "my own type");
        api.callback(callback(id, user, List.of(question)));

        var saved = api.get("/api/ai/tasks/" + id + "/questions/").list("questions").getFirst();

        assertThat(saved)
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("id", id + "-q1"),
                                Map.entry("text", "She _____."),
                                Map.entry("directive", "Choose."),
                                Map.entry("options", question.get("options")),
                                Map.entry("correct", "B"),
                                Map.entry("explanation", question.get("explanation")),
                                Map.entry("question_type", "my own type"),
                                Map.entry("difficulty", "beginner"),
                                Map.entry("score", 1),
                                Map.entry("context", "everyday"),
                                Map.entry("category", "tenses"),
                                Map.entry("flags", List.of())));
    }

    private String processing() {
        String id = submit("fault:silent");
        api.await(id, "processing");
        return id;
    }

    private String submit(String instructions) {
        return submit(1, instructions);
    }

    private String submit(long user, String instructions) {
        return api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", user,
                                        "quiz_size", 3,
                                        "extra_instructions", instructions)))
                .text("task_id");
    }

    private static List<Map<String, Object>> good(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Api.question("Sentence " + i + " _____."))
                .toList();
    }

    private static String callback(String id, Object user, List<?> questions) {
        return Json.write(
                Map.of(
                        "worker_task_id", id,
                        "user_id", user,
                        "questions", questions,
                        "meta", Map.of("processing_time_sec", 315, "total_processed", 10)));
    }
}
