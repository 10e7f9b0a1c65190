package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

class DueTasksTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    /** More than one page of the index, in one of its partitions. */
    private static final int MANY = 600;

    private static Stack stack;
    private static Set<TaskId> all;

    @BeforeAll
    static void makeTasks() {
        stack = TestCloud.newStack();
        String partition = partition(task(0));
        List<Task> tasks =
                LongStream.iterate(0, i -> i + 1)
                        .mapToObj(DueTasksTest::task)
                        .filter(task -> partition(task).equals(partition))
                        .limit(MANY)
                        .toList();
        all = new HashSet<>(tasks.stream().map(Task::id).toList());
        for (int from = 0; from < MANY; from += 25) {
            var puts =
                    tasks.subList(from, Math.min(from + 25, MANY)).stream()
                            .map(
                                    task ->
                                            PutRequest.builder()
                                                    .item(TaskItem.of(task, "", new Shards(4)))
                                                    .build())
                            .map(put -> WriteRequest.builder().putRequest(put).build())
                            .toList();
            stack.cloud()
                    .dynamo()
                    .batchWriteItem(write -> write.requestItems(Map.of(stack.ref("Table"), puts)));
        }
    }

    @Test
    void aLookThatCameToTheEndIsFollowedByOneFromTheBeginning() {
        var dueTasks = new DueTasks(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4), 10);

        for (int look = 1; look <= 3; look++) {
            var found = dueTasks.look(NOW.plus(Duration.ofDays(1)));
            assertThat(ids(found)).as("look %d", look).isEqualTo(all);
            assertThat(found.seen()).containsEntry(TaskStatus.QUEUED, MANY);
        }
    }

    @Test
    void whatOneLookCannotCoverTheNextOneDoes() {
        var dueTasks = new DueTasks(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4), 1);

        var first = ids(dueTasks.look(NOW.plus(Duration.ofDays(1))));
        var second = ids(dueTasks.look(NOW.plus(Duration.ofDays(1))));

        assertThat(first).hasSize(500).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(100);
        assertThat(ids(dueTasks.look(NOW.plus(Duration.ofDays(1))))).isEqualTo(first);
    }

    private static Set<TaskId> ids(DueTasks.Found found) {
        return new HashSet<>(found.due().stream().map(DueTasks.Due::task).toList());
    }

    private static Task task(long number) {
        return SampleTasks.queued(new UserId(1), NOW.plusMillis(number));
    }

    private static String partition(Task task) {
        return TaskItem.of(task, "", new Shards(4)).get(TaskItem.STATUS_KEY).s();
    }
}
