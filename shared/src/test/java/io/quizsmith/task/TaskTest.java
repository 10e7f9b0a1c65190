package io.quizsmith.task;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

class TaskTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Limits LIMITS = SampleTasks.LIMITS;

    private static final Partial PART = new Partial("part", 7, 1, List.of("one"));

    /** Every step that there is, by its name. */
    private static final Map<String, UnaryOperator<Task>> STEPS =
            Map.ofEntries(
                    entry("handedOver", task -> task.handedOver("", NOW, NOW)),
                    entry("waiting", task -> task.waiting(1, "", NOW)),
                    entry("notTaken", task -> task.notTaken("", NOW, LIMITS.at(NOW))),
                    entry("sentAgain", task -> task.sentAgain(NOW, NOW)),
                    entry("redriven", task -> task.redriven(NOW)),
                    entry("lookedAt", task -> task.lookedAt(NOW)),
                    entry("triedAgain", task -> task.triedAgain("", "", LIMITS.at(NOW))),
                    entry(
                            "toppingUp",
                            task -> task.toppingUp(PART, SampleTasks.quality(7), LIMITS.at(NOW))),
                    entry("extendedTo", task -> task.extendedTo(NOW, NOW)),
                    entry(
                            "completed",
                            task -> task.completed("r", SampleTasks.quality(1), "", NOW)),
                    entry("failed", task -> task.failed("sweep", "why", NOW)),
                    entry("cancelled", task -> task.cancelled(NOW)),
                    entry("retried", task -> task.retried(LIMITS.at(NOW))),
                    entry("leftToTheWorker", Task::leftToTheWorker),
                    entry("dueNow", task -> task.dueNow("", "", "", NOW)));

    @Test
    void everyStepFromEveryStateIsRefusedOrInTheTable() {
        var taken = new HashMap<TaskStatus, Set<TaskStatus>>();
        for (var from : TaskStatus.values()) {
            taken.put(from, EnumSet.noneOf(TaskStatus.class));
            for (var step : STEPS.entrySet()) {
                try {
                    var to = step.getValue().apply(in(from)).status();
                    if (to != from) {
                        taken.get(from).add(to);
                    }
                } catch (IllegalStateException refused) {
                    assertThat(refused).hasMessageContaining("cannot go from " + from);
                }
            }
        }

        for (var from : TaskStatus.values()) {
            assertThat(taken.get(from)).as("from %s", from).isEqualTo(from.next());
        }
    }

    @Test
    void whatIsOverIsLeftOnlyByARetryOrALateResult() {
        assertThat(stepsFrom(TaskStatus.COMPLETED)).isEmpty();
        assertThat(stepsFrom(TaskStatus.FAILED)).containsExactlyInAnyOrder("retried", "completed");
        assertThat(stepsFrom(TaskStatus.CANCELLED)).containsExactly("retried");
    }

    private static List<String> stepsFrom(TaskStatus from) {
        return STEPS.keySet().stream()
                .filter(
                        step -> {
                            try {
                                return STEPS.get(step).apply(in(from)) != null;
                            } catch (IllegalStateException refused) {
                                return false;
                            }
                        })
                .toList();
    }

    private static Task in(TaskStatus status) {
        return switch (status) {
            case QUEUED -> queued();
            case PROCESSING -> processing();
            case COMPLETED -> processing().completed("r", SampleTasks.quality(10), "", NOW);
            case FAILED -> processing().failed("sweep", "why", NOW);
            case CANCELLED -> queued().cancelled(NOW);
        };
    }

    @Test
    void everyStepCountsTheRevisionAndLeavesATrace() {
        var completed =
                processing().completed("r", SampleTasks.quality(10), "", NOW.plusSeconds(5));

        assertThat(completed.revision()).isEqualTo(3);
        assertThat(completed.history())
                .extracting(TaskEvent::what)
                .containsExactly("queued", "handed over", "completed");
    }

    @Test
    void aRetryByTheClientHasAllItsAttemptsAgain() {
        var used = processing().triedAgain("worker", "why", LIMITS.at(NOW));
        var last = used.handedOver("", NOW, NOW).triedAgain("worker", "why", LIMITS.at(NOW));
        assertThat(LIMITS.allowAnotherAttempt(used)).isTrue();
        assertThat(LIMITS.allowAnotherAttempt(last)).isFalse();

        var retried = last.failed("worker", "why", NOW).retried(LIMITS.at(NOW));

        assertThat(retried.attempt()).isEqualTo(4);
        assertThat(retried.attemptsUsed()).isEqualTo(1);
        assertThat(retried.errorMessage()).isEmpty();
    }

    @Test
    void whoAsksForTheRestOfAQuizEndsWithWhatIsThereWhateverGoesWrong() {
        var asking = processing().toppingUp(PART, SampleTasks.quality(7), LIMITS.at(NOW));
        assertThat(asking.attempt()).isEqualTo(2);
        assertThat(asking.round()).as("its place among the user's tasks").isEqualTo(1);
        assertThat(asking.queuedAt()).isEqualTo(NOW);

        var ended = asking.failed("sweep", "it took too long", NOW);

        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.result()).isEqualTo("part");
        assertThat(ended.questionsCreated()).isEqualTo(7);
        assertThat(ended.history().getLast().reason())
                .isEqualTo("7 questions, no more: it took too long");
    }

    @Test
    void aTaskThatIsCancelledWhileTheRestIsAskedForStartsFromNothing() {
        var asking = processing().toppingUp(PART, SampleTasks.quality(7), LIMITS.at(NOW));

        var cancelled = asking.cancelled(NOW);

        assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(cancelled.quality()).isEmpty();
        assertThat(cancelled.retried(LIMITS.at(NOW)).partial()).isEmpty();
    }

    /**
     * A worker that is busy with others and stumbles over this one keeps nobody waiting for ever.
     */
    @Test
    void howeverOftenAnAttemptLeavesTheLineAndComesBackItsTimeIsOverAfterADay() {
        var task = queued();
        for (Instant now = NOW; now.isBefore(NOW.plusSeconds(90_000)); now = now.plusSeconds(600)) {
            task = task.waiting(1, "busy", now).notTaken("HTTP 500", now, LIMITS.at(now));
        }

        assertThat(task.startBy()).isEqualTo(NOW.plus(Task.LONGEST_WAIT));
        assertThat(task.dueAt()).contains(task.startBy());
    }

    @Test
    void aLongHistoryKeepsItsBeginningAndItsEnd() {
        var task = queued();
        for (int i = 0; i < 300; i++) {
            task = task.triedAgain("worker", "try " + i, LIMITS.at(NOW));
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
