package io.quizsmith.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

class WantOfWorkerTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Limits LIMITS =
            new Limits(3, Duration.ofMinutes(15), Duration.ofMinutes(30));

    @Test
    void aTaskThatNoWorkerCouldTakeHasFailedForWantOfOne() {
        assertThat(WantOfWorker.failed(failed("sweep", WantOfWorker.UNREACHABLE))).isTrue();
        assertThat(WantOfWorker.failed(failed("dispatch", WantOfWorker.UNREACHABLE))).isTrue();
        assertThat(
                        WantOfWorker.failed(
                                failed("sweep", WantOfWorker.neverStarted(Duration.ofMinutes(7)))))
                .as("whatever the limit was then")
                .isTrue();
    }

    @Test
    void whatAWorkerHadInItsHandsHasNot() {
        String timedOut = "The AI worker did not answer within 15 minutes (3 attempts)";

        assertThat(WantOfWorker.failed(failed("sweep", timedOut))).isFalse();
    }

    @Test
    void aWorkerCannotClaimThatItWasMissing() {
        assertThat(WantOfWorker.failed(failed("worker", WantOfWorker.UNREACHABLE))).isFalse();
    }

    @Test
    void onlyTheLastFailureCountsAndOnlyWhileTheTaskIsFailed() {
        Task once = failed("sweep", WantOfWorker.UNREACHABLE);
        Task retried = once.retried(LIMITS.at(NOW));

        assertThat(WantOfWorker.failed(retried)).isFalse();
        assertThat(WantOfWorker.failed(retried.failed("worker", "no", NOW))).isFalse();
    }

    private static Task failed(String actor, String message) {
        var user = new UserId(1);
        var request =
                new QuizRequest(5, "", "", "", List.of(), List.of(), "", "", OptionalInt.empty());
        return Task.queued(TaskId.of(user, NOW), user, "learner1", request, LIMITS.at(NOW))
                .failed(actor, message, NOW);
    }
}
