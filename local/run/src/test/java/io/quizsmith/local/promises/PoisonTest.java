package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.local.promises.Scene.Reply;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A task at which a worker fails that is busy with others. */
class PoisonTest {

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void aTaskThatTheWorkerStumblesOverEndsAlthoughOthersWaitForTheWorker() {
        Task poison = scene.queued(1);
        var free = new AtomicInteger();
        scene.handedOver(
                task -> {
                    if (task.equals(poison.id().value())) {
                        return new Reply(500, "{}");
                    }
                    return new Reply(free.getAndDecrement() > 0 ? 202 : 429, "{}");
                });
        scene.dispatch(scene.queued(2));

        int rounds = 0;
        while (scene.find(poison).status() == TaskStatus.QUEUED && rounds < 30) {
            rounds++;
            scene.dispatch(poison);
            scene.dispatch(scene.queued(2));
            scene.later(Duration.ofMinutes(6));
            free.set(1);
            scene.dispatch(Wake.POLL.body());
            scene.sweep();
        }

        assertThat(scene.find(poison).status())
                .as("after %d rounds: %s", rounds, scene.history(poison))
                .isEqualTo(TaskStatus.FAILED);
        assertThat(rounds).isLessThan(10);
        assertThat(scene.find(poison).errorMessage()).isEqualTo(WantOfWorker.UNREACHABLE);
    }
}
