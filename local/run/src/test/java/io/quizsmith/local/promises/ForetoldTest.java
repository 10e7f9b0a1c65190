package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.dynamo.RollupTable.Progress;
import io.quizsmith.json.Json;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** That clients are told what became of tasks like theirs. */
class ForetoldTest {

    private static final String GENERATE = "{\"user_id\": 1, \"quiz_size\": 3}";

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
        scene.api("QueryFunction", "PUT", "/api/ai/users/1/", "{\"username\": \"one\"}");
        scene.sweep();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void whatTwentyTasksTookIsWhatTheNextOneWillTake() {
        complete(20, Duration.ofSeconds(200));
        Task next = scene.queued(1);
        scene.dispatch(next);
        scene.later(Duration.ofSeconds(150));

        var answer = scene.api("QueryFunction", "GET", "/api/ai/tasks/" + next.id() + "/", "");

        var eta = (Map<?, ?>) json(answer).get("eta");
        assertThat(eta.get("basis")).isEqualTo(Map.of("samples", 20, "quiz_size", "1-5"));
        assertThat(Instant.parse((String) eta.get("p50_at")))
                .isBetween(scene.now().plusSeconds(38), scene.now().plusSeconds(62));
        assertThat(retryAfter(answer)).isBetween(38, 62);
        assertThat(retryAfter(generate())).isEqualTo(60);
        String details = "/api/ai/tasks/" + next.id() + "/details/";
        assertThat(json(scene.api("QueryFunction", "GET", details, "")).get("eta")).isEqualTo(eta);
    }

    @Test
    void nineteenAreTooFew() {
        complete(19, Duration.ofSeconds(200));

        var queued = generate();

        assertThat(retryAfter(queued)).isEqualTo(5);
        String path = "/api/ai/tasks/" + json(queued).get("task_id") + "/";
        var answer = scene.api("QueryFunction", "GET", path, "");
        assertThat(json(answer)).containsEntry("eta", null);
        assertThat(retryAfter(answer)).isEqualTo(5);
    }

    /** The process died while it wrote the rollup: the minute is summed up once more. */
    @Test
    void aMinuteThatIsSummedUpAgainIsCountedOnce() {
        var before = scene.rollups().progress();
        complete(20, Duration.ofSeconds(200));
        RecentPaces paces = scene.rollups().progress().paces();

        scene.rollups()
                .remember(
                        new Progress(
                                before.foldedTo(),
                                before.gauges(),
                                before.seenAt(),
                                before.paces()));
        scene.sweep();

        assertThat(scene.rollups().progress().paces().all()).isEqualTo(paces.all());
        assertThat(paces.all()).isNotEqualTo(RecentPaces.NONE.all());
    }

    /** And sweep sums up the minutes of that. */
    private void complete(int tasks, Duration ran) {
        List<Task> all =
                new ArrayList<>(Stream.generate(() -> scene.queued(1)).limit(tasks).toList());
        all.forEach(scene::dispatch);
        scene.later(ran);
        for (Task task : all) {
            String id = task.id().value();
            scene.callBack(task, Scene.result(id, 1, "He _____ tea " + all.indexOf(task) + "."));
        }
        for (int i = 0; i < 5; i++) {
            scene.sweep();
            scene.later(Duration.ofMinutes(1));
        }
    }

    private Map<String, Object> generate() {
        return scene.api("SubmitFunction", "POST", "/api/ai/generate/", GENERATE);
    }

    private static int retryAfter(Map<String, Object> answer) {
        return Integer.parseInt((String) ((Map<?, ?>) answer.get("headers")).get("Retry-After"));
    }

    private static Map<String, Object> json(Map<String, Object> answer) {
        return Json.object(((String) answer.get("body")).getBytes(UTF_8)).orElseThrow();
    }
}
