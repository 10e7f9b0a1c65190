package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.TestCloud;
import io.quizsmith.local.InCommon;
import io.quizsmith.local.promises.Scene.Reply;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

@ResourceLock(InCommon.TIME_OF_QUEUES)
class LeaseTest {

    private Scene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
    }

    @AfterEach
    void end() {
        TestCloud.shared().setQueuesAhead(Duration.ZERO);
        scene.close();
    }

    /**
     * Five short pauses are over before the lease of one who died is: the message was a dead
     * letter, and the task failed, because others waited for the worker.
     */
    @Test
    void aMessageOfATaskThatIsBeingHandedOverRestsUntilTheLeaseIsOver() {
        scene.handedOver(task -> new Reply(429, "{}"));
        scene.dispatch(scene.queued(2));
        scene.sent();
        Task task = scene.queued(1);
        scene.lease(task, Duration.ofSeconds(25));
        scene.send(task);

        assertThat(scene.dispatchFromQueue()).isEqualTo(1);
        TestCloud.shared().setQueuesAhead(Duration.ofSeconds(20));
        assertThat(scene.sent()).doesNotContain(task.id().value());
        TestCloud.shared().setQueuesAhead(Duration.ofSeconds(30));
        assertThat(scene.sent()).contains(task.id().value());
    }
}
