package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

class OutboxTest {

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** It waited five minutes more, although the queue was there again after one. */
    @Test
    void aTaskThatSweepCouldNotSendEitherIsSentByTheNextSweep() {
        Task task = scene.queued(1);
        scene.loseQueue();
        scene.later(Duration.ofSeconds(61));
        scene.sweep();
        scene.makeQueueAgain();

        scene.later(Duration.ofMinutes(1));
        scene.sweep();

        assertThat(scene.sent()).containsExactly(task.id().value());
        assertThat(scene.history(task))
                .containsExactly(
                        "client: queued ()", "sweep: sent again (it was not on the queue)");
    }
}
