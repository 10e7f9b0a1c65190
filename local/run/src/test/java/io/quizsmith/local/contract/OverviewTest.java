package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What operators see of how it goes, on a clock that the tests turn. */
class OverviewTest {

    private static final Offset<Double> FIVE_PERCENT_OF_200 = within(10.0);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-23T10:30:10Z"));
    private LocalRun run;
    private Api api;

    @BeforeEach
    void start() {
        run =
                LocalRuns.start(
                        Options.forTests()
                                .withClock(now::get)
                                .withParameter("WorkerMaxInFlight", "3"));
        api = new Api(run.apiUri());
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void whatHasJustEndedIsInItAtOnceAndStaysTheSameOnceItIsSummedUp() {
        completeAfter(Duration.ofSeconds(200));
        failByTheWorker();
        cancel();

        assertThat(totals(overview("hour"))).isEqualTo(totals(1, 1, 1, 1));
        var before = overview("hour");
        sweepForMinutes(6);

        var after = overview("hour");
        for (String same : List.of("totals", "waiting_seconds", "running_seconds", "failures")) {
            assertThat(after.json().get(same)).isEqualTo(before.json().get(same));
        }
        assertThat(after.json().get("failures"))
                .isEqualTo(List.of(Map.of("reason", "worker_failed", "count", 1)));
        assertThat(number(after, "running_seconds", "p50")).isCloseTo(200, FIVE_PERCENT_OF_200);
        assertThat(map(after.json().get("running_seconds"))).containsEntry("count", 1);
    }

    @Test
    void theSeriesHasEachMinuteOfTheHour() {
        completeAfter(Duration.ofSeconds(200));
        sweepForMinutes(10);

        var series = points(overview("hour"));

        assertThat(series).hasSize(60);
        assertThat(series.getLast()).containsEntry("at", minute(Duration.ZERO));
        assertThat(series.getFirst())
                .containsEntry("at", minute(Duration.ofMinutes(59)))
                .containsEntry("completed", 0)
                .containsEntry("running_p50", null)
                .containsEntry("queued", null);
        assertThat(series.get(49)).containsEntry("completed", 1).containsEntry("failed", 0);
        assertThat(series.get(52)).containsEntry("queued", 0).containsEntry("processing", 0);
    }

    @Test
    void aDayHasHoursAndAWeekHasSixHours() {
        completeAfter(Duration.ofSeconds(200));
        sweepForMinutes(40);
        completeAfter(Duration.ofSeconds(200));

        var day = overview("day");
        var week = overview("week");

        assertThat(day.json()).containsEntry("step_seconds", 3600);
        assertThat(week.json()).containsEntry("step_seconds", 21600);
        assertThat(totals(day)).isEqualTo(totals(2, 0, 0, 2));
        assertThat(totals(week)).isEqualTo(totals(2, 0, 0, 2));
        assertThat(points(day)).hasSize(24);
        assertThat(points(day).get(22))
                .containsEntry("at", "2026-01-23T10:00:00Z")
                .containsEntry("completed", 1);
        assertThat(points(day).get(23)).containsEntry("completed", 1);
        assertThat(points(week)).hasSize(28);
        assertThat(points(week).getLast())
                .containsEntry("at", "2026-01-23T06:00:00Z")
                .containsEntry("completed", 2);
    }

    @Test
    void itTellsHowThingsStandAsSweepSawThemLast() {
        assertThat(map(overview("hour").json().get("now")))
                .containsEntry("seen_at", null)
                .containsEntry("queued", null);
        for (int i = 0; i < 4; i++) {
            api.generate(
                    "{\"user_id\": 1, \"quiz_size\": 1, \"extra_instructions\": \"fault:silent\"}");
        }
        later(Duration.ofSeconds(30));
        var seen = awaitNow(Map.of("queued", 1, "processing", 3, "waiting", 1));

        assertThat(seen)
                .containsEntry("worker_max_in_flight", 3)
                .containsEntry("worker", "ok")
                .containsEntry("dead_letters", 0);
        assertThat((Integer) seen.get("oldest_queued_seconds")).isGreaterThanOrEqualTo(29);
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(6)));
        assertThat(map(overview("hour").json().get("now")))
                .containsEntry("seen_at", null)
                .containsEntry("processing", null);
    }

    @Test
    void aStepThatSweepMissedIsMadeUpFor() {
        run.tick("SweepFunction");
        completeAfter(Duration.ofSeconds(200));
        later(Duration.ofMinutes(45));
        run.tick("SweepFunction");

        assertThat(totals(overview("hour"))).isEqualTo(totals(1, 0, 0, 1));
    }

    @Test
    void anUnknownWindowIsRefused() {
        var reply = api.get("/api/ai/overview/?window=year");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields()).containsExactly("window");
        assertThat(api.get("/api/ai/overview?window=").json()).containsEntry("window", "hour");
        assertThat(api.call("HEAD", "/api/ai/overview/").status()).isEqualTo(200);
    }

    private String handedOver() {
        String id =
                api.generate(
                                "{\"user_id\": 1, \"quiz_size\": 1,"
                                        + " \"extra_instructions\": \"fault:silent\"}")
                        .text("task_id");
        api.await(id, "processing");
        return id;
    }

    private void completeAfter(Duration time) {
        String id = handedOver();
        now.updateAndGet(at -> at.plus(time));
        var result =
                Map.of(
                        "worker_task_id",
                        id,
                        "user_id",
                        1,
                        "questions",
                        List.of(Api.question("A _____.")));
        assertThat(api.callback(Json.write(result)).status()).isEqualTo(201);
    }

    private void failByTheWorker() {
        String id = handedOver();
        for (int attempt = 1; attempt <= 3; attempt++) {
            api.awaitAttempt(id, attempt);
            var failure =
                    Map.of(
                            "worker_task_id",
                            id,
                            "user_id",
                            1,
                            "status",
                            "failed",
                            "attempt",
                            attempt);
            assertThat(api.callback(Json.write(failure)).status()).isEqualTo(200);
        }
        api.await(id, "failed");
    }

    private void cancel() {
        String id = handedOver();
        assertThat(api.call("POST", "/api/ai/tasks/" + id + "/cancel/").status()).isEqualTo(200);
    }

    private Reply overview(String window) {
        var reply = api.get("/api/ai/overview/?window=" + window);
        assertThat(reply.status()).isEqualTo(200);
        return reply;
    }

    /** Dispatch works by the real clock. */
    private Map<String, Object> awaitNow(Map<String, Object> expected) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            run.tick("SweepFunction");
            var seen = map(overview("hour").json().get("now"));
            if (seen.entrySet().containsAll(expected.entrySet())) {
                return seen;
            }
            assertThat(System.nanoTime()).as(seen.toString()).isLessThan(deadline);
        }
    }

    private void later(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private void sweepForMinutes(int minutes) {
        for (int i = 0; i < minutes; i++) {
            run.tick("SweepFunction");
            later(Duration.ofMinutes(1));
        }
    }

    private String minute(Duration ago) {
        return now.get().minus(ago).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static Map<String, Object> totals(Reply reply) {
        return map(reply.json().get("totals"));
    }

    private static Map<String, Object> totals(
            int completed, int failed, int cancelled, int questions) {
        return Map.of(
                "completed", completed,
                "failed", failed,
                "cancelled", cancelled,
                "questions", questions);
    }

    private static double number(Reply reply, String object, String field) {
        return ((Number) map(reply.json().get(object)).get(field)).doubleValue();
    }

    private static List<Map<String, Object>> points(Reply reply) {
        return reply.list("series").stream().map(OverviewTest::map).toList();
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }
}
