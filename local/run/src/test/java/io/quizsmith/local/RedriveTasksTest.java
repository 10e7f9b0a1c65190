package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.local.RedriveTasks.Wish;
import io.quizsmith.local.Redriven.Fate;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskEvent;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Each waits a second for dead letters that are not there: so they wait together. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = InCommon.TIME_OF_QUEUES, mode = ResourceAccessMode.READ)
class RedriveTasksTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Instant SINCE = NOW.minus(Duration.ofHours(24));
    private static final Wish PLAIN = new Wish(SINCE, false, false);
    private static final Wish DRY = new Wish(SINCE, true, true);

    private Deployment deployment;
    private Outage outage;

    @BeforeEach
    void aDeploymentOfItsOwn() {
        deployment = deployment(TestCloud.newStack());
        outage = new Outage(deployment);
    }

    @Test
    void aDeadLetterWhoseTaskIsStillQueuedGoesBackToTheTaskQueue() {
        Task task = outage.queued(NOW);
        outage.deadLetter(task.id().value());

        var redriven = redrive(PLAIN);

        assertThat(redriven.of(Fate.SENT_BACK)).containsOnlyKeys(task.id().value());
        assertThat(outage.sent()).containsExactly(task.id().value());
        assertThat(outage.messages(deployment.deadLetterQueueUrl())).isZero();
        assertThat(outage.find(task))
                .as("as it was, but for the operator's mark in its history")
                .isEqualTo(task.redriven(NOW));
        assertThat(outage.find(task).history().getLast())
                .isEqualTo(
                        new TaskEvent(
                                NOW, "operator", "sent again", "its message was a dead letter"));
    }

    @Test
    void aTaskThatFailedForWantOfAWorkerIsRetriedByTheOperator() {
        Task unreachable = outage.failed(NOW.minusSeconds(60));
        Task neverStarted =
                outage.failed("sweep", WantOfWorker.neverStarted(Duration.ofMinutes(30)), NOW);

        var redriven = redrive(PLAIN);

        assertThat(redriven.of(Fate.RETRIED))
                .containsOnlyKeys(unreachable.id().value(), neverStarted.id().value());
        assertThat(outage.sent())
                .containsExactlyInAnyOrder(unreachable.id().value(), neverStarted.id().value());
        Task retried = outage.find(unreachable);
        assertThat(retried.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(retried.attempt()).isEqualTo(2);
        assertThat(retried.startBy()).isEqualTo(NOW.plus(Outage.START_DEADLINE));
        assertThat(retried.history().getLast())
                .isEqualTo(new TaskEvent(NOW, "operator", "retried", ""));
    }

    @Test
    void otherFailuresAndOlderOnesStayAsTheyAre() {
        Task refused = outage.failed("worker", "The AI worker refused the task (422)", NOW);
        Task old = outage.failed(SINCE.minusMillis(1));

        var redriven = redrive(PLAIN);

        assertThat(redriven.count(Fate.RETRIED)).isZero();
        assertThat(outage.sent()).isEmpty();
        assertThat(outage.find(refused)).isEqualTo(refused);
        assertThat(outage.find(old)).isEqualTo(old);
    }

    @Test
    void aTaskThatWasMadeLongAgoAndFailedNowIsRetried() {
        Task task = outage.queued(NOW.minus(Duration.ofDays(40)));
        outage.store(task, task.failed("sweep", WantOfWorker.UNREACHABLE, NOW));

        assertThat(redrive(PLAIN).of(Fate.RETRIED)).containsOnlyKeys(task.id().value());
    }

    @Test
    void aDeadLetterOfATaskThatFailedForWantOfAWorkerIsRetriedAndGone() {
        Task task = outage.failed(NOW);
        outage.deadLetter(task.id().value());

        var redriven = redrive(PLAIN);

        assertThat(redriven.count(Fate.RETRIED)).isEqualTo(1);
        assertThat(redriven.count(Fate.NEEDLESS)).isZero();
        assertThat(outage.sent()).containsExactly(task.id().value());
        assertThat(outage.messages(deployment.deadLetterQueueUrl())).isZero();
    }

    @Test
    void deadLettersOfTasksThatNeedNoneAreDeleted() {
        Task cancelled = outage.queued(NOW);
        outage.store(cancelled, cancelled.cancelled(NOW));
        Task refused = outage.failed("worker", "no", NOW);
        outage.deadLetter(cancelled.id().value());
        outage.deadLetter(refused.id().value());
        outage.deadLetter("task-1-1");

        var redriven = redrive(PLAIN);

        assertThat(redriven.of(Fate.NEEDLESS).values())
                .containsExactlyInAnyOrder(
                        cancelled.id() + " is cancelled",
                        refused.id() + " has failed and stays so",
                        "there is no task-1-1");
        assertThat(outage.sent()).isEmpty();
        assertThat(outage.messages(deployment.deadLetterQueueUrl())).isZero();
    }

    @Test
    void whatIsNoTaskIdIsShownAndLeftForAPerson() {
        outage.deadLetter("{\"made\": \"\u1ecf n\u01a1i kh\u00e1c\"}\u009b2J\n" + "x".repeat(100));

        var redriven = redrive(PLAIN);

        assertThat(redriven.of(Fate.JUNK_LEFT).values())
                .singleElement()
                .asString()
                .as("with nothing that a terminal would obey")
                .contains("{\"made\": \"\u1ecf n\u01a1i kh\u00e1c\"}?2J?xxx")
                .endsWith("x...");
        assertThat(outage.deadLetters()).as("at once, not when we let go of it").hasSize(1);
    }

    @Test
    void whatIsNoTaskIdIsDeletedWhereThatIsWished() {
        outage.deadLetter("hello");

        var redriven = redrive(new Wish(SINCE, false, true));

        assertThat(redriven.count(Fate.JUNK_DROPPED)).isEqualTo(1);
        assertThat(outage.messages(deployment.deadLetterQueueUrl())).isZero();
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() {
        Task queued = outage.queued(NOW);
        Task failed = outage.failed(NOW);
        outage.deadLetter(queued.id().value());
        outage.deadLetter(failed.id().value());
        outage.deadLetter("task-1-1");
        outage.deadLetter("hello");

        var redriven = redrive(DRY);

        for (var fate : List.of(Fate.SENT_BACK, Fate.RETRIED, Fate.NEEDLESS, Fate.JUNK_DROPPED)) {
            assertThat(redriven.count(fate)).as(fate.words()).isEqualTo(1);
        }
        assertThat(outage.sent()).isEmpty();
        assertThat(outage.find(queued)).isEqualTo(queued);
        assertThat(outage.find(failed)).isEqualTo(failed);
        assertThat(outage.deadLetters())
                .containsExactlyInAnyOrder(
                        queued.id().value(), failed.id().value(), "task-1-1", "hello");
    }

    @Test
    void doneTwiceItDoesNothingTheSecondTime() {
        Task queued = outage.queued(NOW);
        outage.failed(NOW);
        outage.deadLetter(queued.id().value());
        redrive(PLAIN);
        assertThat(outage.sent()).hasSize(2);

        var again = redrive(PLAIN);

        for (var fate : Fate.values()) {
            assertThat(again.count(fate)).as(fate.words()).isZero();
        }
        assertThat(outage.sent()).isEmpty();
    }

    @Test
    void aMessageThatSweepLooksAtIsWaitedFor() {
        outage.deadLetter("hello");
        outage.sweepLooks(4);
        var said = new ArrayList<String>();

        var redriven =
                new RedriveTasks(deployment, PLAIN, InstantSource.fixed(NOW), said::add).redrive();

        assertThat(redriven.count(Fate.JUNK_LEFT)).isEqualTo(1);
        assertThat(said).contains("waiting for 1 that sweep looks at");
    }

    @Test
    void aDeadLetterThatCannotBeSentBackStaysAndIsNamed() {
        Task queued = outage.queued(NOW);
        Task failed = outage.failed(NOW);
        outage.deadLetter(queued.id().value());

        var redriven = redrive(withoutTaskQueue(), PLAIN);

        assertThat(redriven.of(Fate.NOT_REDRIVEN)).containsOnlyKeys(queued.id().value());
        assertThat(redriven.count(Fate.SENT_BACK)).isZero();
        assertThat(outage.deadLetters()).containsExactly(queued.id().value());
        assertThat(redriven.of(Fate.RETRIED).get(failed.id().value()))
                .startsWith("sweep sends it within two minutes: ");
        assertThat(outage.find(failed).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void theFailedTasksAreRetriedWhereTheDeadLettersCannotBeRead() {
        Task failed = outage.failed(NOW);

        var redriven = redrive(withoutDeadLetterQueue(), PLAIN);

        assertThat(redriven.of(Fate.NOT_REDRIVEN)).containsOnlyKeys("the dead-letter queue");
        assertThat(redriven.of(Fate.RETRIED)).containsOnlyKeys(failed.id().value());
    }

    @Test
    void noneOfManyIsForgotten() {
        for (int i = 0; i < 35; i++) {
            outage.deadLetter(outage.queued(NOW).id().value());
            outage.deadLetter("junk " + i);
        }
        for (int i = 0; i < 210; i++) {
            outage.failed(NOW);
        }

        var redriven = redrive(PLAIN);

        assertThat(redriven.count(Fate.SENT_BACK)).isEqualTo(35);
        assertThat(redriven.count(Fate.JUNK_LEFT)).isEqualTo(35);
        assertThat(redriven.count(Fate.RETRIED)).as("more than a page").isEqualTo(210);
        assertThat(outage.messages(deployment.taskQueueUrl())).isEqualTo(245);
        assertThat(outage.messages(deployment.deadLetterQueueUrl())).isEqualTo(35);
    }

    private Redriven redrive(Wish wish) {
        return redrive(deployment, wish);
    }

    private static Redriven redrive(Deployment of, Wish wish) {
        return new RedriveTasks(of, wish, InstantSource.fixed(NOW), said -> {}).redrive();
    }

    private Deployment withoutTaskQueue() {
        return with(deployment.taskQueueUrl() + "-gone", deployment.deadLetterQueueUrl());
    }

    private Deployment withoutDeadLetterQueue() {
        return with(deployment.taskQueueUrl(), deployment.deadLetterQueueUrl() + "-gone");
    }

    private Deployment with(String taskQueueUrl, String deadLetterQueueUrl) {
        return new Deployment(
                deployment.name(),
                deployment.dynamo(),
                deployment.sqs(),
                deployment.table(),
                taskQueueUrl,
                deadLetterQueueUrl,
                deployment.startDeadline(),
                deployment.shards());
    }

    static Deployment deployment(Stack stack) {
        return new Deployment(
                "a test",
                stack.cloud().dynamo(),
                stack.cloud().sqs(),
                stack.ref("Table"),
                stack.ref("TaskQueue"),
                stack.ref("DeadLetterQueue"),
                Outage.START_DEADLINE,
                new Shards(4));
    }
}
