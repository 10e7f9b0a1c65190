package io.quizsmith.task;

import static io.quizsmith.task.TaskStatus.CANCELLED;
import static io.quizsmith.task.TaskStatus.COMPLETED;
import static io.quizsmith.task.TaskStatus.FAILED;
import static io.quizsmith.task.TaskStatus.PROCESSING;
import static io.quizsmith.task.TaskStatus.QUEUED;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskStatusTest {

    @Test
    void everyPairOfStatesIsDecided() {
        assertThat(QUEUED.next())
                .containsExactlyInAnyOrder(PROCESSING, COMPLETED, FAILED, CANCELLED);
        assertThat(PROCESSING.next())
                .containsExactlyInAnyOrder(QUEUED, COMPLETED, FAILED, CANCELLED);
        assertThat(FAILED.next()).containsExactlyInAnyOrder(QUEUED, COMPLETED);
        assertThat(CANCELLED.next()).containsExactly(QUEUED);
        assertThat(COMPLETED.next()).isEmpty();
    }

    @Test
    void clientsReadTheStatesInLowerCase() {
        assertThat(TaskStatus.words())
                .containsExactly("queued", "processing", "completed", "failed", "cancelled");
        assertThat(TaskStatus.ofWire("failed")).contains(FAILED);
        assertThat(TaskStatus.ofWire("FAILED")).isEmpty();
        assertThat(TaskStatus.ofWire("done")).isEmpty();
    }
}
