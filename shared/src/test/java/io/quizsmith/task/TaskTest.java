package io.quizsmith.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

class TaskTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Limits LIMITS = SampleTasks.LIMITS;

    @Test
    void eachStepIsTakenFromTheStatesThatAllowItAndFromNoOther() {
        var inState = new EnumMap<TaskStatus, Task>(TaskStatus.class);
        inState.put(TaskStatus.QUEUED, queued());
        inState.put(TaskStatus.PROCESSING, processing());
        inState.put(TaskStatus.COMPLETED, processing().completed("r", 10, "", NOW));
        inState.put(TaskStatus.FAILED, processing().failed("sweep", "why", NOW));
        inState.put(TaskStatus.CANCELLED, queued().cancelled(NOW));
        Map<TaskStatus, UnaryOperator<Task>> steps =
                Map.of(
                        TaskStatus.QUEUED, task -> task.retried(LIMITS.at(NOW)),
                        TaskStatus.PROCESSING, task -> task.handedOver("", NOW, NOW),
                        TaskStatus.COMPLETED, task -> task.completed("r", 1, "", NOW),
                        TaskStatus.FAILED, task -> task.failed("sweep", "why", NOW),
                        TaskStatus.CANCELLED, task -> task.cancelled(NOW));

        for (var from : TaskStatus.values()) {
            for (var to : TaskStatus.values()) {
                if (from.next().contains(to)) {
                    assertThat(steps.get(to).apply(inState.get(from)).status()).isEqualTo(to);
                } else {
                    assertThatIllegalStateException()
                            .as("%s to %s", from, to)
                            .isThrownBy(() -> steps.get(to).apply(inState.get(from)));
                }
            }
        }
    }

    @Test
    void everyStepCountsTheRevisionAndLeavesATrace() {
        var completed = processing().completed("r", 10, "", NOW.plusSeconds(5));

        assertThat(completed.revision()).isEqualTo(3);
        assertThat(completed.history())
                .extracting(TaskEvent::what)
                .containsExactly("queued", "handed over", "completed");
    }

    @Test
    void aRetryByTheClientHasAllItsAttemptsAgain() {
        var used = processing().triedAgain("worker", "why", true, LIMITS.at(NOW));
        var last = used.handedOver("", NOW, NOW).triedAgain("worker", "why", true, LIMITS.at(NOW));
        assertThat(LIMITS.allowAnotherAttempt(used)).isTrue();
        assertThat(LIMITS.allowAnotherAttempt(last)).isFalse();

        var retried = last.failed("worker", "why", NOW).retried(LIMITS.at(NOW));

        assertThat(retried.attempt()).isEqualTo(4);
        assertThat(retried.attemptsUsed()).isEqualTo(1);
        assertThat(retried.errorMessage()).isEmpty();
    }

    @Test
    void aLongHistoryKeepsItsBeginningAndItsEnd() {
        var task = queued();
        for (int i = 0; i < 300; i++) {
            task = task.triedAgain("worker", "try " + i, true, LIMITS.at(NOW));
        }

        assertThat(task.history()).hasSize(100);
        assertThat(task.history().getFirst().what()).isEqualTo("queued");
        assertThat(task.history().getLast().reason()).isEqualTo("try 299");
    }

    private static Task queued() {
        return SampleTasks.queued(new UserId(1), NOW);
    }

    private static Task processing() {
        return queued().handedOver("w-1", NOW, NOW.plus(LIMITS.taskDeadline()));
    }
}
