package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.WorkerIdTable.Known;
import io.quizsmith.dynamo.WorkerIdTable.Link;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class WorkerIdTableTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Duration LIFE = Duration.ofDays(30);

    private static WorkerIdTable ids;

    private final Task task = SampleTasks.queued(new UserId(1), NOW);

    @BeforeAll
    static void makeTable() {
        Stack stack = TestCloud.newStack();
        ids = new WorkerIdTable(stack.cloud().dynamo(), stack.ref("Table"));
    }

    @Test
    void anIdBelongsToTheFirstTaskThatWasGivenIt() {
        assertThat(ids.link("w-1", task, NOW)).isEqualTo(new Link.Linked(""));
        assertThat(ids.link("w-1", another(), NOW)).isEqualTo(new Link.NotLinked());

        assertThat(ids.find("w-1")).isEqualTo(Optional.of(new Known(task.id(), 1)));
        assertThat(ids.leaveWord("w-1", "digest", NOW, LIFE)).isFalse();
    }

    @Test
    void whoNotesTheIdLearnsOfACallbackThatCameBefore() {
        assertThat(ids.leaveWord("w-2", "digest", NOW, LIFE)).isTrue();
        assertThat(ids.find("w-2")).isEmpty();

        assertThat(ids.link("w-2", task, NOW)).isEqualTo(new Link.Linked("digest"));
        assertThat(ids.link("w-2", task, NOW))
                .as("again, because dispatch died before it took the callback in")
                .isEqualTo(new Link.Linked("digest"));
    }

    /** Else the early report that the first attempt failed would fail the second and the third. */
    @Test
    void aCallbackThatCameBeforeTheFirstAttemptIsNoNewsOfTheSecond() {
        ids.leaveWord("w-3", "digest", NOW, LIFE);
        ids.link("w-3", task, NOW);
        Task second = task.triedAgain("worker", "it failed", SampleTasks.LIMITS.at(NOW));

        assertThat(ids.link("w-3", second, NOW)).isEqualTo(new Link.Linked(""));
        assertThat(ids.link("w-3", second, NOW)).isEqualTo(new Link.Linked(""));
        assertThat(ids.find("w-3")).isEqualTo(Optional.of(new Known(task.id(), 2)));
    }

    /** The worker has taken the task all the same. */
    @Test
    void anIdThatCannotBeKeptIsDoneWithout() {
        for (String odd : new String[] {"", " ", "x".repeat(501), "job \ud800"}) {
            assertThat(ids.link(odd, task, NOW)).isEqualTo(new Link.NotLinked());
            assertThat(ids.find(odd)).isEmpty();
        }
    }

    private static Task another() {
        return SampleTasks.queued(new UserId(2), NOW);
    }
}
