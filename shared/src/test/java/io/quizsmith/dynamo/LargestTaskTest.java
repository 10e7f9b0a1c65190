package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Quality;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

class LargestTaskTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    /** What a unit of capacity reads. */
    private static final int UNIT_BYTES = 4096;

    @Test
    void theLargestTaskThereCanBeIsFarFromTheLimitOf400Kilobytes() {
        Stack stack = TestCloud.newStack();
        var tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
        Task task = largest();

        assertThat(tasks.create(task)).isTrue();

        assertThat(tasks.find(task.id())).contains(task);
        double units =
                stack.cloud()
                        .dynamo()
                        .getItem(
                                get ->
                                        get.tableName(stack.ref("Table"))
                                                .key(TaskItem.key(task.id()))
                                                .consistentRead(true)
                                                .returnConsumedCapacity(
                                                        ReturnConsumedCapacity.TOTAL))
                        .consumedCapacity()
                        .capacityUnits();
        assertThat(units * UNIT_BYTES).isBetween(40_000.0, 60_000.0);
    }

    /** Whoever may change the task gives the longest reason each time. */
    @Test
    void noNumberOfLongReasonsBringsATaskToTheLimit() {
        Stack stack = TestCloud.newStack();
        var tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));

        assertThat(tasks.create(withLongReasons())).isTrue();
    }

    private static Task withLongReasons() {
        var task = largest().retried(SampleTasks.LIMITS.at(NOW));
        for (int i = 0; i < 60; i++) {
            task =
                    task.cancelled("operator", letters(550), NOW)
                            .retried("client", letters(550), SampleTasks.LIMITS.at(NOW));
        }
        return task;
    }

    @Test
    void aQuizInWhichEveryRuleFindsSomethingFitsBesideAllThat() {
        Stack stack = TestCloud.newStack();
        var tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
        var rejected =
                IntStream.range(400, 500)
                        .mapToObj(i -> new Quality.Rejected(i, EnumSet.allOf(Flaw.class)))
                        .toList();
        var quality =
                new Quality(100, 500, 500, 500, rejected, rejected, EnumSet.allOf(Flaw.class), 0);
        Task failed = withLongReasons().failed("worker", "", NOW);
        assertThat(tasks.create(failed)).isTrue();

        assertThat(tasks.replace(failed, failed.completed("r", quality, "", NOW)))
                .isInstanceOf(TaskTable.Written.Done.class);

        assertThat(tasks.find(failed.id()).orElseThrow().quality()).contains(quality);
    }

    /** Every text as long as it may be and of four bytes a letter; more has happened than fits. */
    private static Task largest() {
        var user = new UserId(Long.MAX_VALUE);
        var topics = Collections.nCopies(20, letters(100));
        var request =
                new QuizRequest(
                        100,
                        letters(50),
                        letters(100),
                        letters(50),
                        topics,
                        topics,
                        letters(2000),
                        letters(50),
                        OptionalInt.of(10));
        var times = SampleTasks.LIMITS.at(NOW);
        var task = Task.queued(TaskId.of(user, NOW), user, letters(150), request, times);
        for (int i = 0; i < 200; i++) {
            task = task.triedAgain("worker", "a reason ".repeat(20), times);
        }
        return task.handedOver("漢".repeat(500), NOW, NOW)
                .failed("worker", "a reason ".repeat(20), NOW);
    }

    private static String letters(int count) {
        return "😀".repeat(count);
    }
}
