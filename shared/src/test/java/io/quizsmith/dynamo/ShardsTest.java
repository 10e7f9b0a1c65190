package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.rollup.Ending;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Their number is raised while tasks are under way: nothing is lost, and all of it spreads. */
class ShardsTest {

    private static final Shards FEW = new Shards(4);
    private static final Shards MANY = new Shards(32);
    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final int TASKS = 100;

    private Stack stack;
    private List<Task> old;

    @BeforeEach
    void makeTasksWhileThereAreFew() {
        stack = TestCloud.newStack();
        var tasks = tasks(FEW);
        old =
                IntStream.range(0, TASKS)
                        .mapToObj(i -> SampleTasks.queued(new UserId(i + 1), NOW.plusMillis(i)))
                        .toList();
        old.forEach(tasks::create);
    }

    @Test
    void whatWasWrittenUnderFewIsListedAndFoundWhenItIsDueAndCounted() {
        var lists = new TaskLists(stack.cloud().dynamo(), stack.ref("Table"), MANY);
        var due = new DueTasks(stack.cloud().dynamo(), stack.ref("Table"), MANY, 10);
        var oldest = new OldestQueued(stack.cloud().dynamo(), stack.ref("Table"), MANY);

        var found = due.look(NOW.plus(Duration.ofDays(1)));

        assertThat(lists.list(queued()).entries())
                .extracting(TaskLists.Entry::id)
                .isEqualTo(ids(old.reversed()));
        assertThat(found.due()).extracting(DueTasks.Due::task).hasSameElementsAs(ids(old));
        assertThat(found.seen()).containsEntry(TaskStatus.QUEUED, TASKS);
        assertThat(oldest.find()).contains(old.getFirst().createdAt());
    }

    @Test
    void aTaskMovesWithItsNextWriteAndIsThenFoundOnce() {
        var tasks = tasks(MANY);
        assertThat(keys()).hasSize(FEW.count());

        old.forEach(task -> tasks.replace(task, task.handedOver("", NOW, NOW.plusSeconds(900))));

        assertThat(keys()).hasSize(MANY.count()).allMatch(key -> key.startsWith("processing#"));
        var lists = new TaskLists(stack.cloud().dynamo(), stack.ref("Table"), MANY);
        assertThat(lists.list(all()).entries())
                .extracting(TaskLists.Entry::id)
                .isEqualTo(ids(old.reversed()));
    }

    @Test
    void theEndingsOfAMinuteAreReadFromOldKeysAndNewOnes() {
        var few = new EndedTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(1));
        var many = new EndedTable(stack.cloud().dynamo(), stack.ref("Table"), MANY);
        var endings = old.stream().map(task -> Ending.of(task.cancelled(NOW), "")).toList();

        endings.subList(0, TASKS / 2).forEach(few::put);
        endings.subList(TASKS / 2, TASKS).forEach(many::put);

        assertThat(many.read(Ending.minute(NOW), TASKS + 1, true))
                .hasSameElementsAs(endings)
                .hasSize(TASKS);
        assertThat(many.read(Ending.minute(NOW), 60, true)).hasSize(60);
        assertThat(partitions("ENDED#")).hasSizeGreaterThan(MANY.endings() / 2);
    }

    @Test
    void thereAreOneToSixtyFour() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Shards(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shards(65));
        assertThat(new Shards(1).endings()).isEqualTo(1);
        assertThat(new Shards(4).endings()).isEqualTo(2);
        assertThat(new Shards(64).endings()).isEqualTo(32);
    }

    private TaskTable tasks(Shards shards) {
        return new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), shards);
    }

    private static List<TaskId> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).toList();
    }

    private static TaskLists.Query queued() {
        return query(Set.of(TaskStatus.QUEUED));
    }

    private static TaskLists.Query all() {
        return query(Set.of());
    }

    private static TaskLists.Query query(Set<TaskStatus> statuses) {
        return new TaskLists.Query(
                Optional.empty(),
                statuses,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TASKS,
                Optional.empty());
    }

    /** Of the index, under which tasks lie. */
    private Set<String> keys() {
        return values(TaskItem.STATUS_KEY);
    }

    private Set<String> partitions(String prefix) {
        return values(Attributes.PK).stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private Set<String> values(String attribute) {
        return stack
                .cloud()
                .dynamo()
                .scanPaginator(scan -> scan.tableName(stack.ref("Table")))
                .items()
                .stream()
                .filter(item -> item.containsKey(attribute))
                .map(item -> item.get(attribute).s())
                .collect(Collectors.toSet());
    }
}
