package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The worker's token is rotated while its callbacks come in. */
class RotationTest {

    private static final String NEXT = "the-next-sample-token";
    private static final int SPEED = 20;
    private static final List<String> WORKERS =
            List.of("none", "own-id", "early", "twice", "sync", "garbage", "wrong-token", "none");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void noCallbackIsRefusedThatMayPass() throws Exception {
        var clock = new FastClock(Instant.now(), SPEED);
        var options = Options.forTests().withClock(clock).withParameter("TaskDeadlineMinutes", "2");
        try (var run = LocalRun.start(options)) {
            var worker = run.worker().orElseThrow();
            var tasks = new ArrayList<>(submit(run, 16));
            try (var tokens = RunningUp.of(run, SPEED).tokens()) {
                tokens.rotate(NEXT, false);
            }
            tasks.addAll(submit(run, 16)); // the worker knows the old token alone
            LockSupport.parkNanos(RotateToken.UNTIL_KNOWN.dividedBy(SPEED).toNanos());
            worker.setTokens(Options.SAMPLE_TOKEN, NEXT);
            tasks.addAll(submit(run, 32));
            worker.setTokens(NEXT);
            tasks.addAll(submit(run, 16));

            for (String task : tasks) {
                awaitEnd(run, task);
            }

            assertThat(worker.refused()).isZero();
            assertThat(worker.callbacks()).extracting(reply -> reply.status()).contains(201, 401);
            assertThat(run.worker().orElseThrow().received())
                    .extracting(call -> call.header("X-AI-Worker-Token").orElse(""))
                    .contains(Options.SAMPLE_TOKEN, NEXT);
        }
    }

    private List<String> submit(LocalRun run, int tasks) throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < tasks; i++) {
            String fault = "fault:" + WORKERS.get(i % WORKERS.size());
            var body = Map.of("user_id", 1 + i % 5, "quiz_size", 1, "extra_instructions", fault);
            var request =
                    HttpRequest.newBuilder(run.apiUri().resolve("/api/ai/generate/"))
                            .POST(BodyPublishers.ofString(Json.write(body)));
            ids.add(send(request).get("task_id").toString());
        }
        return ids;
    }

    /** A result that came with a wrong token is fetched by sweep, after the deadline. */
    private void awaitEnd(LocalRun run, String task) throws Exception {
        URI uri = run.apiUri().resolve("/api/ai/tasks/" + task + "/");
        long limit = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!send(HttpRequest.newBuilder(uri)).get("status").equals("completed")) {
            assertThat(System.nanoTime()).as(task + " is not completed").isLessThan(limit);
            run.tick("SweepFunction");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private Map<String, Object> send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        return Json.object(answer.body()).orElseThrow();
    }
}
