package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.Options;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What operators see of dead letters, and what they may do to them. */
class DeadLetterActionsTest {

    private static Cloud cloud;

    private LocalRun run;
    private Api api;
    private volatile Duration ahead = Duration.ZERO;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.embedded(Optional.empty());
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        var options = Options.forTests().withClock(() -> Instant.now().plus(ahead));
        run = LocalRun.startOn(cloud, test.getTestMethod().orElseThrow().getName(), options);
        api = new Api(run.apiUri());
    }

    @AfterEach
    void stop() {
        run.cloud().setQueuesAhead(Duration.ZERO);
        run.close();
    }

    @Test
    void aTaskThatFailedForItsDeadLetterIsRetriedByARedrive() {
        String task = neverSent();
        deadLetter(task);
        run.tick("SweepFunction");
        var letter = only(letters("open"));
        assertThat(letter)
                .containsEntry("task_id", task)
                .containsEntry("body", task)
                .containsEntry("found", "task failed")
                .containsEntry("state", "open")
                .containsEntry("task_status", "failed");
        var reply = act(letter, "redrive", "the worker is back");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).containsEntry("state", "redriven");
        assertThat(reply.json().get("task").toString()).contains(task, "attempt=2");
        assertThat(api.get("/api/ai/tasks/" + task + "/events/").toString())
                .contains("the worker is back");
        api.await(task, "completed");
        assertThat(letters("open")).isEmpty();
        assertThat(only(letters("all")))
                .containsEntry("state", "redriven")
                .containsEntry("by", "operator")
                .containsEntry("reason", "the worker is back");
    }

    @Test
    void aLetterIsDecidedOnceAndDiscardingItAgainIsHarmless() {
        String task = neverSent();
        deadLetter(task);
        run.tick("SweepFunction");
        var letter = only(letters("open"));

        assertThat(act(letter, "discard", "of no use").status()).isEqualTo(200);
        assertThat(act(letter, "discard", "again").json()).containsEntry("state", "discarded");
        var redrive = act(letter, "redrive", "after all");
        assertThat(redrive.status()).isEqualTo(409);
        assertThat(redrive.text("detail")).contains("already discarded");
        assertThat(only(letters("all"))).containsEntry("reason", "of no use");
        assertThat(api.task(task).json()).containsEntry("status", "failed");
    }

    @Test
    void aTaskThatMovedOnIsNotRedriven() {
        String task = neverSent();
        deadLetter(task);
        run.tick("SweepFunction");
        var letter = only(letters("open"));
        String result =
                Json.write(
                        Map.of(
                                "worker_task_id",
                                task,
                                "user_id",
                                1,
                                "questions",
                                List.of(Api.question("A _____."))));
        assertThat(api.callback(result).status()).isEqualTo(201);

        var reply = act(letter, "redrive", "try");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("detail")).contains("completed");
        assertThat(only(letters("open"))).containsEntry("task_status", "completed");
    }

    @Test
    void aMessageThatIsNoTaskIdStaysUntilItIsDiscarded() {
        deadLetter("<script>alert(1)</script> " + "x".repeat(1000));
        run.tick("SweepFunction");
        assertThat(inDeadLetterQueue()).isEqualTo(1);
        var letter = only(letters("open"));
        assertThat(letter)
                .containsEntry("task_id", "")
                .containsEntry("found", "left: no task id")
                .containsEntry("task_status", null);
        assertThat(letter.get("body").toString()).hasSize(200).startsWith("<script>");
        assertThat(act(letter, "redrive", "try").text("detail")).contains("names no task");

        later(Duration.ofMinutes(3));
        run.tick("SweepFunction");
        assertThat(letters("all")).hasSize(1);
        assertThat(act(letter, "discard", "not ours").status()).isEqualTo(200);
        later(Duration.ofMinutes(3));
        run.tick("SweepFunction");

        assertThat(inDeadLetterQueue()).isZero();
        assertThat(only(letters("all"))).containsEntry("state", "discarded");
    }

    @Test
    void whatNeedsNothingIsDiscardedAtOnce() {
        deadLetter("task-1-1674470400000");
        run.tick("SweepFunction");

        assertThat(letters("open")).isEmpty();
        assertThat(only(letters("all")))
                .containsEntry("found", "needless")
                .containsEntry("state", "discarded")
                .containsEntry("by", "sweep");
        assertThat(inDeadLetterQueue()).isZero();
    }

    @Test
    void longListsComeInPagesTheLatestFirst() {
        for (int i = 0; i < 5; i++) {
            deadLetter("junk " + i);
        }
        run.tick("SweepFunction");

        for (String state : List.of("open", "all")) {
            var ids = new ArrayList<String>();
            var page = api.get("/api/ai/dead-letters/?limit=2&state=" + state);
            while (page.json().get("next_cursor") != null) {
                assertThat(page.json()).containsEntry("count", 2);
                ids.addAll(ids(page));
                page =
                        api.get(
                                "/api/ai/dead-letters/?limit=2&state="
                                        + state
                                        + "&cursor="
                                        + page.text("next_cursor"));
            }
            ids.addAll(ids(page));
            assertThat(ids).hasSize(5).isSortedAccordingTo((a, b) -> b.compareTo(a));
        }
        assertThat(nowOf(api.get("/api/ai/overview/"))).containsEntry("dead_letters", 5);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(api.get("/api/ai/dead-letters/?state=x&limit=-1&cursor=y").wrongFields())
                .containsExactlyInAnyOrder("state", "limit", "cursor");
        assertThat(api.get("/api/ai/dead-letters/?limit=0").json()).containsEntry("count", 0);
        String path = "/api/ai/dead-letters/1674470400000-none/discard/";
        assertThat(api.post(path, "{}").wrongFields()).containsExactly("reason");
        assertThat(api.post(path, "{\"reason\": \" \"}").status()).isEqualTo(400);
        assertThat(api.post(path, "{\"reason\": \"" + "x".repeat(501) + "\"}").status())
                .isEqualTo(400);
        assertThat(api.post(path, "[]").status()).isEqualTo(400);
        assertThat(api.post(path, "no").json()).containsEntry("error", "Invalid JSON");
        assertThat(api.post(path, "a=b", "Content-Type", "text/plain").status()).isEqualTo(415);
        assertThat(api.post(path, "{\"reason\": \"none\"}").status()).isEqualTo(404);
        assertThat(api.post("/api/ai/dead-letters/x/redrive/", "{\"reason\": \"x\"}").status())
                .isEqualTo(404);
        assertThat(api.call("GET", path).status()).isEqualTo(405);
        assertThat(api.post("/api/ai/dead-letters/", "{}").status()).isEqualTo(405);
    }

    private Reply act(Map<String, Object> letter, String verb, String reason) {
        return api.post(
                "/api/ai/dead-letters/" + letter.get("id") + "/" + verb + "/",
                Json.write(Map.of("reason", reason)));
    }

    private List<Map<String, Object>> letters(String state) {
        return api.get("/api/ai/dead-letters/?state=" + state).list("dead_letters").stream()
                .map(DeadLetterActionsTest::map)
                .toList();
    }

    private static Map<String, Object> only(List<Map<String, Object>> letters) {
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    private static List<String> ids(Reply page) {
        return page.list("dead_letters").stream()
                .map(each -> map(each).get("id").toString())
                .toList();
    }

    private static Map<String, Object> nowOf(Reply overview) {
        return map(overview.json().get("now"));
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }

    /** A task of which dispatch knows nothing. */
    private String neverSent() {
        var limits = new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));
        var user = new UserId(1);
        var request =
                new QuizRequest(
                        2, "", "", "job", List.of(), List.of(), "", "", OptionalInt.empty());
        Instant now = Instant.now();
        var task = Task.queued(TaskId.of(user, now), user, "learner1", request, limits.at(now));
        new TaskTable(run.cloud().dynamo(), run.tableName(), new Shards(4)).create(task);
        return task.id().value();
    }

    private void deadLetter(String body) {
        run.cloud()
                .sqs()
                .sendMessage(send -> send.queueUrl(run.deadLetterQueueUrl()).messageBody(body));
    }

    private void later(Duration time) {
        ahead = ahead.plus(time);
        run.cloud().setQueuesAhead(ahead);
    }

    private int inDeadLetterQueue() {
        var attributes =
                run.cloud()
                        .sqs()
                        .getQueueAttributes(
                                get ->
                                        get.queueUrl(run.deadLetterQueueUrl())
                                                .attributeNames(
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES,
                                                        QueueAttributeName
                                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }
}
