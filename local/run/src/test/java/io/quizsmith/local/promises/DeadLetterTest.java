package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

class DeadLetterTest {

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** A task may have had several messages; a client's retry was failed by one of the old ones. */
    @Test
    void aDeadLetterOfWhatWasTriedBeforeDoesNotFailTheRetry() {
        Task task = scene.queued(1);
        scene.deadLetter(task);
        scene.later(Duration.ofMinutes(1));
        scene.step(task, each -> each.failed("sweep", WantOfWorker.UNREACHABLE, scene.now()));
        scene.step(task, each -> each.retried(Scene.LIMITS.at(scene.now())));

        scene.sweep();

        assertThat(scene.find(task).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(scene.deadLetters()).isEmpty();
    }

    @Test
    void aDeadLetterOfTheCurrentAttemptFailsTheTaskAlsoIfTheQueuesClockIsBehind() {
        scene.later(Duration.ofSeconds(2));
        Task task = scene.queued(1);
        scene.deadLetter(task);

        scene.sweep();

        assertThat(scene.find(task).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(scene.counted("Failed")).containsExactly("unreachable");
    }
}
