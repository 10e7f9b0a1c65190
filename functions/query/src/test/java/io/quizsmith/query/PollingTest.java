package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.RollupTable.Progress;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Paces;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** What a client is told that asks again and again, or would rather wait. */
@Timeout(30)
class PollingTest {

    /** A minute of it takes three seconds. */
    private static final int SPEED = 20;

    private static QueryFunction started;

    private final CountedCalls counted = new CountedCalls();
    private QueryFunction query;
    private QueryFunction fast;

    @BeforeAll
    static void start() {
        started = QueryFunction.start();
    }

    @BeforeEach
    void startClock() {
        query = started.by(InstantSource.fixed(NOW), started.dynamo());
        completedOfLate(0, Duration.ZERO);
        long begin = System.nanoTime();
        InstantSource clock =
                () -> NOW.plus(Duration.ofNanos(System.nanoTime() - begin).multipliedBy(SPEED));
        fast = query.by(clock, counted.count(query.dynamo()));
    }

    /** So many tasks were completed of late, each after that time. */
    private void completedOfLate(int tasks, Duration ran) {
        var ending =
                new Ending(
                        new TaskId("task-1-1"),
                        1,
                        TaskStatus.COMPLETED,
                        NOW,
                        "",
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(ran),
                        10,
                        10);
        var paces = RecentPaces.NONE.plus(NOW, Paces.of(Collections.nCopies(tasks, ending)));
        query.rollups().remember(new Progress(Optional.of(NOW), Map.of(), Optional.of(NOW), paces));
    }

    private Task processingSince(Instant since) {
        Task task = query.aTask();
        return query.stored(task, task.handedOver("w-1", since, NOW.plusSeconds(900)));
    }

    private static QueryFunction.Answer status(QueryFunction function, Task task, String... more) {
        var headers = more.length == 0 ? Map.<String, String>of() : Map.of(more[0], more[1]);
        return function.send("GET", "/api/ai/tasks/" + task.id() + "/", "", headers);
    }

    @Test
    void aPendingTaskSaysWhenItWillProbablyBeCompleted() {
        completedOfLate(57, Duration.ofMinutes(4));
        Task task = processingSince(NOW.minusSeconds(200));

        var answer = status(query, task);

        var eta = (Map<?, ?>) answer.json().get("eta");
        assertThat(eta.get("basis")).isEqualTo(Map.of("samples", 57, "quiz_size", "6-10"));
        assertThat(Instant.parse((String) eta.get("p50_at")))
                .isBetween(NOW.plusSeconds(27), NOW.plusSeconds(53));
        assertThat(Instant.parse((String) eta.get("p90_at")))
                .isAfterOrEqualTo(Instant.parse((String) eta.get("p50_at")));
        assertThat(Integer.parseInt((String) answer.header("Retry-After"))).isBetween(27, 53);
    }

    @Test
    void ofTooFewNothingIsConcluded() {
        completedOfLate(19, Duration.ofMinutes(4));

        var answer = status(query, processingSince(NOW));

        assertThat(answer.json()).containsEntry("eta", null);
        assertThat(answer.header("Retry-After")).isEqualTo("15");
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "238, 15", "249, 5"})
    void theHintIsNeverLessThanFiveSecondsNorMoreThanAMinute(int elapsed, String seconds) {
        completedOfLate(20, Duration.ofMillis(240_500));
        Task task = processingSince(NOW.minusSeconds(elapsed));

        assertThat(status(query, task).header("Retry-After")).isEqualTo(seconds);
        assertThat(query.get("/api/ai/tasks/" + task.id() + "/questions/").header("Retry-After"))
                .isEqualTo(seconds);
    }

    @Test
    void aTaskThatHasEndedHasNoEstimate() {
        completedOfLate(20, Duration.ofMinutes(4));
        Task task = query.aTask();
        query.stored(task, task.cancelled(NOW));

        var answer = status(query, task);

        assertThat(answer.json()).containsEntry("eta", null);
        assertThat(answer.headers()).doesNotContainKey("Retry-After");
        assertThat((String) answer.header("ETag")).startsWith("\"");
    }

    /** Or a client that asks again and again would be sent the same task again and again. */
    @Test
    void theTagIsTheSameWhileOnlyTheEstimateChanges() {
        completedOfLate(20, Duration.ofMinutes(4));
        Task task = processingSince(NOW);
        var first = status(query, task);
        String tag = (String) first.header("ETag");
        completedOfLate(40, Duration.ofMinutes(9));
        var later = query.by(() -> NOW.plusSeconds(100), query.dynamo());

        var second = status(later, task);
        assertThat(second.json().get("eta")).isNotEqualTo(first.json().get("eta"));
        assertThat(second.header("ETag")).isEqualTo(tag);
        assertThat(tag).startsWith("W/\"");

        var unchanged = status(later, task, "if-none-match", tag);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("Retry-After")).isEqualTo("60");
    }

    @Test
    void aWaitEndsInTimeAfterAFewReads() {
        Task task = query.aTask();

        var answer = status(fast, task, "prefer", "wait=20");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("status", "queued");
        assertThat(answer.headers()).containsEntry("Preference-Applied", "wait=20");
        assertThat(counted.calls()).hasSizeBetween(3, 6);
    }

    @Test
    void aWaitIsCutToWhatIsAllowed() {
        assertThat(status(fast, query.aTask(), "prefer", "respond-async, wait=600").headers())
                .containsEntry("Preference-Applied", "wait=25");
    }

    @Test
    void aWaitIsOverOnceTheTaskHasEnded() throws Exception {
        Task task = processingSince(NOW);
        var prompt = query.by(InstantSource.system(), counted.count(query.dynamo()));
        completedOfLate(20, Duration.ofSeconds(1));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> status(prompt, task, "prefer", "wait=5"));
            while (counted.calls().isEmpty()) {
                Thread.onSpinWait();
            }
            query.stored(task, task.completed("r", QueryFunction.quality(10), "", NOW));

            assertThat(waiting.get().json()).containsEntry("status", "completed");
            assertThat(waiting.get().header("Preference-Applied")).isEqualTo("wait=5");
            assertThat(counted.calls()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void whoKnowsAStateWaitsForAnother() throws Exception {
        Task task = query.aTask();
        String tag = (String) status(query, task).header("ETag");
        var headers = Map.of("prefer", "wait=25", "if-none-match", tag);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var path = "/api/ai/tasks/" + task.id() + "/";
            var waiting = threads.submit(() -> fast.send("GET", path, "", headers));
            while (counted.calls().isEmpty()) {
                Thread.onSpinWait();
            }
            query.stored(task, task.handedOver("w-1", NOW, NOW.plusSeconds(900)));

            assertThat(waiting.get().status()).isEqualTo(200);
            assertThat(waiting.get().json()).containsEntry("status", "processing");
        }
        assertThat(counted.calls()).hasSizeLessThan(6);
        var nothingNew = fast.send("GET", "/api/ai/tasks/" + query.aTask().id(), "", headers);
        assertThat(nothingNew.status()).as("another task").isEqualTo(200);
    }

    @Test
    void aWaitWithoutNewsIsAnsweredAsUnchanged() {
        Task task = query.aTask();
        String tag = (String) status(query, task).header("ETag");

        var answer =
                fast.send(
                        "GET",
                        "/api/ai/tasks/" + task.id(),
                        "",
                        Map.of("prefer", "wait=10", "if-none-match", tag));

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=10");
        assertThat(counted.calls()).hasSizeBetween(3, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait", "wait=soon", "return=minimal"})
    void whoeverDoesNotAskToWaitIsAnsweredAtOnce(String prefer) {
        var answer = status(fast, query.aTask(), "prefer", prefer);

        assertThat(answer.headers()).doesNotContainKey("Preference-Applied");
        assertThat(counted.calls()).hasSize(1);
    }

    @Test
    void headMayWaitToo() {
        var path = "/api/ai/tasks/" + query.aTask().id();

        var answer = fast.send("HEAD", path, "", Map.of("prefer", "wait=2"));

        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=2");
    }

    @Test
    void nobodyWaitsForATaskThatIsNotThereOrNotTheirs() {
        fast.send("GET", "/api/ai/tasks/task-1-1/", "", Map.of("prefer", "wait=25"))
                .isProblem(404, "Task not found");
        assertThat(counted.calls()).hasSize(1);

        query.aUser(7, "seven");
        Task others = query.aTask(new UserId(8), NOW);
        var event =
                QueryFunction.event(
                        "GET",
                        "/api/ai/tasks/" + others.id() + "/",
                        "",
                        Map.of("prefer", "wait=25"),
                        Map.of("username", "seven"));
        var answer = fast.answer(event);
        answer.isProblem(404, "Task not found");
        assertThat(answer.headers()).doesNotContainKey("Preference-Applied");
        assertThat(counted.calls()).hasSize(2);
    }
}
