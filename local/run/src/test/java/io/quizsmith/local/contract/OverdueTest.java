package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What sweep ends, on a clock that the tests turn. */
class OverdueTest {

    private static final AtomicReference<Instant> NOW =
            new AtomicReference<>(Instant.parse("2026-01-23T10:30:00Z"));

    private static LocalRun run;
    private static Api api;
    private static TaskTable tasks;

    @BeforeAll
    static void start() {
        InstantSource clock = NOW::get;
        run = LocalRuns.start(Options.forTests().withClock(clock));
        api = new Api(run.apiUri());
        tasks = new TaskTable(run.cloud().dynamo(), run.tableName(), new Shards(4));
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void aSilentWorkerIsAskedThenTriedAgainAndAtLastTheTaskFails() {
        String id = submit("fault:silent");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(api.await(id, "processing").json()).containsEntry("attempt", attempt);
            later(Duration.ofMinutes(16)); // the worker is still at it: one extension
            assertThat(api.task(id).json())
                    .containsEntry("status", "processing")
                    .containsEntry("attempt", attempt);
            later(Duration.ofMinutes(16));
        }

        assertThat(api.task(id).json())
                .containsEntry("status", "failed")
                .containsEntry(
                        "error_message",
                        "The AI worker did not answer within 15 minutes (3 attempts)");
        assertThat(api.callback(result(id)).status()).isEqualTo(201);
        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("error_message", "");
    }

    @Test
    void aResultThatNeverReachedUsIsFetchedBeforeTheTaskIsGivenUp() throws Exception {
        String id = submit("fault:lost delay:500");
        api.await(id, "processing");
        awaitWorkerHasFinished(id);

        later(Duration.ofMinutes(16));

        assertThat(api.task(id).json())
                .containsEntry("status", "completed")
                .containsEntry("questions_created", 3)
                .containsEntry("attempt", 1);
    }

    @Test
    void aReportOfFailureThatTheWorkerRepeatsDoesNotEndTheNextAttempt() {
        String id = submit("fault:silent");
        api.await(id, "processing");
        api.callback(failure(id));
        run.tick("SweepFunction");
        api.await(id, "processing");

        for (int repeated = 1; repeated <= 3; repeated++) {
            api.callback(failure(id));
            later(Duration.ofMinutes(1)); // the worker, asked, is still at it
        }

        assertThat(api.task(id).json())
                .containsEntry("status", "processing")
                .containsEntry("attempt", 2);
        later(Duration.ofMinutes(16)); // now it gets its extension
        assertThat(api.task(id).json())
                .containsEntry("status", "processing")
                .containsEntry("attempt", 2);
    }

    @Test
    void whatWasStoredAndNeverSentIsSentBySweep() {
        var limits = new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));
        var user = new UserId(2);
        var request =
                new QuizRequest(
                        2,
                        "Advanced",
                        "",
                        "job",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        OptionalInt.empty());
        Task task =
                Task.queued(
                        TaskId.of(user, NOW.get()),
                        user,
                        "learner2",
                        request,
                        limits.at(NOW.get()));
        tasks.create(task);

        run.tick("SweepFunction");
        assertThat(api.task(task.id().value()).json()).containsEntry("status", "queued");
        later(Duration.ofSeconds(61));

        api.await(task.id().value(), "completed");
    }

    @Test
    void aTaskWhoseMessageEndedInTheDeadLettersFailsWithTheReason() {
        String id = submit("fault:down");
        awaitTried(id);

        run.cloud()
                .sqs()
                .sendMessage(send -> send.queueUrl(run.deadLetterQueueUrl()).messageBody(id));
        run.tick("SweepFunction");

        assertThat(api.task(id).json()).containsEntry("status", "failed");
        assertThat(api.task(id).text("error_message")).contains("could not be reached");
    }

    @Test
    void aTaskThatNoWorkerTakesFailsWhenItsTimeToStartIsOver() {
        String id = submit("fault:unauthorized");
        awaitTried(id);

        later(Duration.ofMinutes(31));

        assertThat(api.task(id).json())
                .containsEntry("status", "failed")
                .containsEntry(
                        "error_message", "No AI worker could take the task within 30 minutes");
    }

    /** The worker did not take it, and dispatch let go of it: what is in hand is left alone. */
    private static void awaitTried(String id) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isTried(tasks.find(new TaskId(id)).orElseThrow())) {
            assertThat(System.nanoTime()).as("nobody tried " + id).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean isTried(Task task) {
        return task.lease().isEmpty() && (task.isWaiting() || task.timesNotTaken() > 0);
    }

    /** It lives by the real clock: asked sooner, it is still at it. */
    private static void awaitWorkerHasFinished(String id) throws Exception {
        var uri = run.worker().orElseThrow().uri().resolve("/task/" + id);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri).build();
            while (!http.send(request, BodyHandlers.ofString()).body().contains("completed")) {
                assertThat(System.nanoTime()).as("the worker is not done").isLessThan(deadline);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private static void later(Duration time) {
        NOW.updateAndGet(now -> now.plus(time));
        run.tick("SweepFunction");
    }

    private static String submit(String instructions) {
        return api.generate(
                        Json.write(
                                Map.of(
                                        "user_id", 1,
                                        "quiz_size", 3,
                                        "extra_instructions", instructions)))
                .text("task_id");
    }

    private static String failure(String id) {
        return Json.write(Map.of("worker_task_id", id, "status", "failed", "error", "no idea"));
    }

    private static String result(String id) {
        return Json.write(
                Map.of(
                        "worker_task_id",
                        id,
                        "user_id",
                        1,
                        "questions",
                        List.of(Api.question("A _____."))));
    }
}
