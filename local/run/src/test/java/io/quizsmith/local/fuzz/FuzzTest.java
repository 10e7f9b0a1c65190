package io.quizsmith.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;
import io.quizsmith.local.fuzz.RandomRequests.Request;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Random and mutated requests and callbacks, over raw connections, to a run that is open and one
 * that asks for tokens, with quotas: whatever comes, it is answered, soon, and never with a 5xx.
 * -Dfuzz.tries=100000 makes it long.
 */
class FuzzTest {

    private static final int BATCHES = 100;
    private static final int BATCH = Math.max(1, Integer.getInteger("fuzz.tries", 4_000) / BATCHES);
    private static final int AT_ONCE = 8;
    private static final long MOST_GROWTH = 96L << 20;
    private static final String NO_ANSWER = "closed without an answer";

    private static final Map<String, Integer> COUNTS = new ConcurrentSkipListMap<>();
    private static LocalRun open;
    private static LocalRun closed;
    private static RandomRequests.Known known;
    private static long usedBefore;

    @BeforeContainer
    static void start() throws IOException {
        open = LocalRuns.start(options());
        closed = LocalRuns.start(options().withAuth());
        var issuer = closed.issuer().orElseThrow();
        var tokens =
                List.of(
                        issuer.token("learner1", false, Duration.ofHours(9)),
                        issuer.token("learner2", false, Duration.ofHours(9)),
                        issuer.token("operator", true, Duration.ofHours(9)),
                        issuer.token("", true, Duration.ofHours(9)));
        known = new RandomRequests.Known(OpenApiPaths.all(), tasks(), tokens);
        play(new RandomRequests(0, known), AT_ONCE * 10);
        usedBefore = used();
    }

    private static Options options() {
        return Options.forTests()
                .withWorkerDelay(Duration.ofMillis(200))
                .withParameter("MaxPendingPerUser", "5")
                .withParameter("MaxTasksPerDay", "50");
    }

    private static List<String> tasks() throws IOException {
        var tasks = new ArrayList<String>();
        for (int user = 1; user <= 5; user++) {
            tasks.add(submit(user));
        }
        tasks.add("task-1-1");
        return tasks;
    }

    @AfterContainer
    static void stop() {
        long growth = used() - usedBefore;
        open.close();
        closed.close();
        System.out.printf("Fuzz: %s; memory grew by %d KB%n", new TreeMap<>(COUNTS), growth >> 10);
        assertThat(growth).as("bytes of memory that are held").isLessThan(MOST_GROWTH);
    }

    @Property(tries = BATCHES, shrinking = ShrinkingMode.OFF)
    void whateverComesIsAnswered(@ForAll long seed) {
        play(new RandomRequests(seed, known), BATCH);
    }

    private static void play(RandomRequests requests, int number) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < number; i++) {
                var request = requests.next();
                all.add(threads.submit(() -> check(request)));
            }
            for (var each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static void check(Request request) {
        URI to =
                switch (request.target()) {
                    case OPEN_API -> open.apiUri();
                    case CLOSED_API -> closed.apiUri();
                    case CALLBACK_ADDRESS -> open.receiveUri();
                };
        try {
            Optional<Wire.Answer> answer = Wire.send(to, request.bytes());
            COUNTS.merge(
                    answer.map(each -> String.valueOf(each.status())).orElse(NO_ANSWER),
                    1,
                    Integer::sum);
            if (answer.isPresent()) {
                check(answer.get());
            } else if (request.isWhole()) {
                throw new AssertionError(NO_ANSWER);
            }
        } catch (IOException | AssertionError wrong) {
            throw new AssertionError(wrong.getMessage() + "\nto " + request, wrong);
        }
    }

    private static void check(Wire.Answer answer) {
        if (answer.status() >= 500) {
            throw new AssertionError("a " + answer.status() + ": " + answer.body());
        }
        boolean isOurs = !answer.header("x-request-id").isEmpty();
        if (answer.status() < 400 || !isOurs || answer.body().isEmpty()) {
            return;
        }
        var problem = Json.object(answer.body().getBytes(StandardCharsets.UTF_8)).orElse(Map.of());
        boolean isProblem =
                answer.header("content-type").equals("application/problem+json")
                        && problem.get("error") instanceof String
                        && Integer.valueOf(answer.status()).equals(problem.get("status"));
        if (!isProblem) {
            throw new AssertionError("no problem+json: " + answer);
        }
    }

    private static String submit(int user) throws IOException {
        String body = "{\"user_id\": " + user + "}";
        String request =
                "POST /api/ai/generate/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        var answer = Wire.send(open.apiUri(), request.getBytes(StandardCharsets.UTF_8));
        byte[] json = answer.orElseThrow().body().getBytes(StandardCharsets.UTF_8);
        return Json.object(json).orElseThrow().get("task_id").toString();
    }

    /** What is held, once what nobody holds is gone. */
    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
