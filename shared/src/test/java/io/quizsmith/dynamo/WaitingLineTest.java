package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class WaitingLineTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    private WaitingLine line;

    @BeforeEach
    void makeTable() {
        Stack stack = TestCloud.newStack();
        line = new WaitingLine(stack.cloud().dynamo(), stack.ref("Table"));
    }

    /** Sweep sees to it every hour: a longer start deadline behind a down worker never came. */
    @Test
    void whoIsPutWhereItStandsAlreadyHasBeenWaitingSinceItJoined() {
        Task task = SampleTasks.queued(new UserId(1), NOW);
        var joined = line.join(task, 0, NOW);

        var again = line.stand(task, joined.turn(), NOW.plus(Duration.ofHours(1)));

        assertThat(again).isEqualTo(joined);
        assertThat(line.waitingSince(NOW)).containsExactly(joined);
        assertThat(line.length()).isEqualTo(1);
    }

    @Test
    void whoseEntryWasLostGetsItBackWithTheTurnThatItHad() {
        Task task = SampleTasks.queued(new UserId(1), NOW);
        var joined = line.join(task, 0, NOW);
        line.leave(joined);

        var again = line.stand(task, joined.turn(), NOW.plus(Duration.ofHours(1)));

        assertThat(again.key()).isEqualTo(joined.key());
        assertThat(line.first(10)).containsExactly(again);
    }
}
