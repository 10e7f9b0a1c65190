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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What users are told who ask for more than they may have, and that the counts are right. */
class QuotaTest {

    private static final int PENDING = 5;
    private static final int PER_DAY = 12;
    private static final int AT_ONCE = 200;
    private static final Instant MORNING = Instant.parse("2030-05-06T08:00:00Z");
    private static final long START = System.nanoTime();

    /** What is left of the day in the morning, within two minutes. */
    private static final String LEFT = "57([56]..|4[89].)";

    private static LocalRun run;
    private static Api api;
    private static long nextUser = 100;

    private final long user = newUser();

    @BeforeAll
    static void start() {
        run =
                LocalRuns.start(
                        Options.forTests()
                                .withClock(QuotaTest::now)
                                .withWorkerDelay(Duration.ofHours(1))
                                .withParameter("MaxPendingPerUser", String.valueOf(PENDING))
                                .withParameter("MaxTasksPerDay", String.valueOf(PER_DAY)));
        api = new Api(run.apiUri());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void of200RequestsAtOnceJustAsManyAreAcceptedAsMayBePending() throws Exception {
        long other = newUser();
        var others = new ArrayList<Callable<Reply>>();
        IntStream.range(0, PENDING).forEach(i -> others.add(() -> submit(other)));

        List<Reply> replies = atOnce(AT_ONCE, others);
        List<String> accepted = accepted(replies.subList(0, AT_ONCE));

        assertThat(accepted).hasSize(PENDING).doesNotHaveDuplicates();
        assertThat(replies.subList(0, AT_ONCE)).extracting(Reply::status).containsOnly(202, 429);
        assertThat(replies.subList(AT_ONCE, replies.size()))
                .as("another user meanwhile")
                .extracting(Reply::status)
                .containsOnly(202);
        assertThat(api.get("/api/ai/tasks/?limit=100&user_id=" + user).list("tasks"))
                .hasSize(PENDING);

        api.post("/api/ai/tasks/" + accepted.get(0) + "/cancel/", "");
        api.call("DELETE", "/api/ai/tasks/" + accepted.get(1) + "/");
        api.callback(
                "{\"worker_task_id\": \"%s\", \"user_id\": %d, \"status\": \"completed\","
                                .formatted(accepted.get(2), user)
                        + " \"questions\": ["
                        + Json.write(Api.question("She ___ home."))
                        + "]}");

        assertThat(accepted(atOnce(AT_ONCE, List.of()))).as("as many as have ended").hasSize(3);
    }

    @Test
    void of200RequestsAtOnceNoMoreAreAcceptedThanTheDayHasLeft() throws Exception {
        for (int i = 0; i < PER_DAY - 2; i++) {
            String task = submit(user).text("task_id");
            api.post("/api/ai/tasks/" + task + "/cancel/", "");
        }

        assertThat(accepted(atOnce(AT_ONCE, List.of()))).hasSize(2);
    }

    @Test
    void operatorsSeeWhatAUserHasUsed() {
        String path = "/api/ai/users/" + user + "/";
        assertThat(api.get(path).json().get("limits"))
                .isEqualTo(Map.of("pending", 0, "max_pending", 5, "today", 0, "max_per_day", 12));
        String first = submit(user).text("task_id");
        submit(user);
        api.post("/api/ai/tasks/" + first + "/cancel/", "");

        assertThat(api.get(path).json().get("limits"))
                .isEqualTo(Map.of("pending", 1, "max_pending", 5, "today", 2, "max_per_day", 12));
    }

    @Test
    void anOperatorsRetryCountsAmongWhatTheUserAsksFor() {
        String task = submit(user).text("task_id");
        api.post("/api/ai/tasks/" + task + "/cancel/", "");
        api.post("/api/ai/tasks/" + task + "/retry/", "{\"reason\": \"by an operator\"}");

        assertThat(api.get("/api/ai/users/" + user + "/").json().get("limits").toString())
                .contains("pending=1", "today=2");
    }

    @Test
    void whoHasTooManyPendingIsToldSo() {
        Reply first = submit(user);
        assertThat(first.header("RateLimit-Policy"))
                .isEqualTo("\"pending\";q=5, \"day\";q=12;w=86400");
        assertThat(first.header("RateLimit")).matches("\"pending\";r=4, \"day\";r=11;t=" + LEFT);
        for (int i = 1; i < PENDING; i++) {
            submit(user);
        }

        Reply refused = submit(user);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo(first.header("RateLimit-Policy"));
        assertThat(refused.header("RateLimit")).matches("\"pending\";r=0, \"day\";r=7;t=" + LEFT);
        assertThat(refused.json())
                .containsEntry(
                        "type", "https://iana.org/assignments/http-problem-types#quota-exceeded")
                .containsEntry("violated-policies", List.of("pending"))
                .containsEntry("error", refused.text("detail"));
        assertThat(refused.text("detail")).startsWith("At most 5 tasks may be pending at a time");
    }

    @Test
    void whoHasUsedUpTheDayIsToldWhenTheNextOneBegins() {
        for (int i = 0; i < PER_DAY; i++) {
            String task = submit(user).text("task_id");
            api.post("/api/ai/tasks/" + task + "/cancel/", "");
        }

        Reply refused = submit(user);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).matches(LEFT);
        assertThat(refused.header("RateLimit"))
                .endsWith("\"day\";r=0;t=" + refused.header("Retry-After"));
        assertThat(refused.json()).containsEntry("violated-policies", List.of("day"));
        assertThat(refused.text("detail"))
                .startsWith("At most 12 tasks may be asked for in one day");
    }

    @Test
    void aRepeatedRequestTakesNothingAndARefusedOneUsesUpNoKey() {
        String body = "{\"user_id\": %d}".formatted(user);
        Reply first = api.generate(body, "Idempotency-Key", "first");
        for (int i = 1; i < PENDING; i++) {
            submit(user);
        }

        Reply again = api.generate(body, "Idempotency-Key", "first");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("task_id")).isEqualTo(first.text("task_id"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");

        assertThat(api.generate(body, "Idempotency-Key", "second").status()).isEqualTo(429);
        api.post("/api/ai/tasks/" + first.text("task_id") + "/cancel/", "");
        String other = "{\"user_id\": %d, \"quiz_size\": 3}".formatted(user);
        assertThat(api.generate(other, "Idempotency-Key", "second").status()).isEqualTo(202);
    }

    @Test
    void aRetryTakesAPlaceToo() {
        String cancelled = submit(user).text("task_id");
        api.post("/api/ai/tasks/" + cancelled + "/cancel/", "");
        var others = IntStream.range(0, PENDING).mapToObj(i -> submit(user)).toList();

        String retry = "/api/ai/tasks/" + cancelled + "/retry/";
        assertThat(api.post(retry, "").status()).isEqualTo(429);

        api.post("/api/ai/tasks/" + others.getFirst().text("task_id") + "/cancel/", "");
        Reply retried = api.post(retry, "");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.header("RateLimit")).startsWith("\"pending\";r=0, \"day\";r=5");
        assertThat(api.post(retry, "").status()).isEqualTo(409);
        assertThat(submit(user).status()).isEqualTo(429);
    }

    @Test
    void aRequestThatIsRefusedForAnotherReasonTakesNothing() {
        api.generate("{\"user_id\": %d, \"quiz_size\": 0}".formatted(user));

        assertThat(submit(user).header("RateLimit")).startsWith("\"pending\";r=4, \"day\";r=11");
    }

    /** So many requests of this test's user and those others, all at once. */
    private List<Reply> atOnce(int times, List<Callable<Reply>> others)
            throws InterruptedException, ExecutionException {
        var replies = new ArrayList<Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ours = Stream.generate(() -> (Callable<Reply>) () -> submit(user)).limit(times);
            List<Future<Reply>> all =
                    threads.invokeAll(Stream.concat(ours, others.stream()).toList());
            for (var each : all) {
                replies.add(each.get());
            }
        }
        return replies;
    }

    private static List<String> accepted(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> reply.status() == 202)
                .map(reply -> reply.text("task_id"))
                .toList();
    }

    private static Instant now() {
        return MORNING.plusNanos(System.nanoTime() - START);
    }

    private static Reply submit(long user) {
        return api.generate("{\"user_id\": %d}".formatted(user));
    }

    private static long newUser() {
        long id = nextUser++;
        api.put("/api/ai/users/" + id + "/", "{\"username\": \"user" + id + "\"}");
        return id;
    }
}
