package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What a page reads, of many tasks: as many units as DynamoDB bills, 0.5 for a query at least. */
class TaskListsCostTest {

    private static final int TASKS = 2_000;
    private static final int RARE = 500;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UserId BUSY = new UserId(7);

    private static final Counted COUNTED = new Counted();
    private static TaskLists lists;

    @BeforeAll
    static void fill() throws Exception {
        Stack stack = TestCloud.newStack();
        lists = new TaskLists(COUNTED.client(stack), stack.ref("Table"), new Shards(4));
        var batches = new ArrayList<Callable<Void>>();
        for (int from = 0; from < TASKS; from += 25) {
            int first = from;
            batches.add(
                    () -> {
                        var batch = new ArrayList<WriteRequest>();
                        for (int i = first; i < first + 25; i++) {
                            var item = item(i);
                            batch.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
                        }
                        var requests = Map.of(stack.ref("Table"), batch);
                        stack.cloud().dynamo().batchWriteItem(w -> w.requestItems(requests));
                        return null;
                    });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var batch : threads.invokeAll(batches)) {
                batch.get();
            }
        }
    }

    /** Most are completed; the last ones are pending; one in a few has a level that is rare. */
    private static Map<String, AttributeValue> item(int i) {
        var at = START.plusMillis(i * 1000L);
        var user = i % 2 == 0 ? BUSY : new UserId(1000 + i % 97);
        String level = i % RARE == RARE / 2 ? "Rare" : "Intermediate";
        var request =
                new QuizRequest(
                        10, level, "", "job", List.of(), List.of(), "", "", OptionalInt.empty());
        var id = TaskId.of(user, at);
        var task = Task.queued(id, user, "learner" + user, request, SampleTasks.LIMITS.at(at));
        return TaskItem.of(end(task, i, at), "writer", new Shards(4));
    }

    private static Task end(Task task, int i, Instant at) {
        if (i >= TASKS - 40) {
            return i % 2 == 0 ? task : task.handedOver("", at, at.plusSeconds(900));
        }
        return switch (i % 20) {
            case 0 -> task.failed("sweep", "no", at);
            case 1 -> task.cancelled(at);
            default -> task.completed("r", SampleTasks.quality(10), "", at);
        };
    }

    @Test
    void aPageOfAllCostsTenUnitsHoweverManyTasksThereAre() {
        var expected = new ArrayList<TaskId>();
        var found = new ArrayList<TaskId>();
        lists.list(all(100)).entries().forEach(entry -> expected.add(entry.id()));
        Optional<String> next = Optional.empty();
        do {
            var page = read("all, 25", all(25).from(next));
            assertThat(COUNTED.units).isLessThanOrEqualTo(10);
            page.entries().forEach(entry -> found.add(entry.id()));
            next = page.next();
        } while (found.size() < 100);

        assertThat(found.subList(0, 100)).isEqualTo(expected);
    }

    @Test
    void aPageOfAHundredIsFull() {
        assertThat(read("all, 100", all(100)).entries()).hasSize(100);
        assertThat(COUNTED.units).isLessThanOrEqualTo(20);
    }

    @Test
    void aPageOfOneStatusCostsLittle() {
        assertThat(read("completed, 25", query(25, "", TaskStatus.COMPLETED)).entries())
                .hasSize(25);
        assertThat(COUNTED.units).isLessThanOrEqualTo(4);
    }

    @Test
    void aPageThatFindsLittleIsBoundedAndTheNextOnesFindTheRest() {
        for (var query :
                List.of(query(25, "Rare"), ofBusy("Rare"), ofBusy("", TaskStatus.FAILED))) {
            var found = new ArrayList<TaskId>();
            Optional<String> next = Optional.empty();
            do {
                var page = read("little", query.from(next));
                assertThat(COUNTED.units).isLessThanOrEqualTo(22);
                page.entries().forEach(entry -> found.add(entry.id()));
                next = page.next();
            } while (next.isPresent());

            assertThat(found).doesNotHaveDuplicates();
            assertThat(found)
                    .hasSize(query.statuses().isEmpty() ? TASKS / RARE : (TASKS - 40) / 20);
        }
    }

    private static TaskLists.Page read(String what, TaskLists.Query query) {
        COUNTED.calls = 0;
        COUNTED.units = 0;
        long start = System.nanoTime();
        var page = lists.list(query);
        System.out.printf(
                "list of %s: %d tasks, %d calls, %s units, %d ms%n",
                what,
                page.entries().size(),
                COUNTED.calls,
                COUNTED.units,
                (System.nanoTime() - start) / 1_000_000);
        return page;
    }

    private static TaskLists.Query all(int limit) {
        return query(limit, "");
    }

    private static TaskLists.Query query(int limit, String level, TaskStatus... statuses) {
        return new TaskLists.Query(
                Optional.empty(),
                Set.of(statuses),
                Optional.of(level).filter(each -> !each.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                limit,
                Optional.empty());
    }

    private static TaskLists.Query ofBusy(String level, TaskStatus... statuses) {
        return new TaskLists.Query(
                Optional.of(BUSY),
                Set.of(statuses),
                Optional.of(level).filter(each -> !each.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                25,
                Optional.empty());
    }

    /**
     * Calls, and units as DynamoDB bills them: the embedded one reports none for an empty answer.
     */
    private static final class Counted implements ExecutionInterceptor {

        private int calls;
        private double units;

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes none) {
            if (context.response() instanceof QueryResponse query) {
                calls++;
                units += Math.max(0.5, query.consumedCapacity().capacityUnits());
            }
        }

        DynamoDbClient client(Stack stack) {
            return stack.cloud().dynamo("local", this);
        }
    }
}
