package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.local.promises.Scene.Reply;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker that calls two tasks by the same id. */
class WorkersIdTest {

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** The first task would have swallowed the questions of the second as a duplicate. */
    @Test
    void eachOfTwoTasksWithTheSameIdGetsTheQuestionsThatCameToItsAddress() {
        Task one = scene.queued(1);
        Task two = scene.queued(1);
        scene.handedOver(task -> new Reply(202, "{\"task_id\": \"job\"}"));
        scene.dispatch(one);
        scene.dispatch(two);

        var second = scene.callBack(two, Scene.result("job", 1, "Two _____."));
        var first = scene.callBack(one, Scene.result("job", 1, "One _____."));

        assertThat(List.of(first.status(), second.status())).containsOnly(201);
        assertThat(scene.find(one).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(scene.find(two).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(scene.find(one).result()).isNotEqualTo(scene.find(two).result());
    }

    /** It would have been given the other task's quiz. */
    @Test
    void aTaskThatIsCalledByTheIdOfAnotherIsAskedForUnderItsOwn() {
        Task other = scene.queued(1);
        Task task = scene.queued(1);
        scene.handedOver(
                given -> new Reply(202, Json.write(Map.of("task_id", other.id().value()))));
        scene.dispatch(task);
        var asked = new CopyOnWriteArrayList<String>();
        scene.asked(
                id -> {
                    asked.add(id);
                    return new Reply(404, "{}");
                });

        scene.later(Duration.ofMinutes(16));
        scene.sweep();

        assertThat(asked).containsExactly(task.id().value());
    }
}
