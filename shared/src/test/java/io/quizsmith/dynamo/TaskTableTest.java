package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.TaskTable.Leased;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.task.Limits;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

class TaskTableTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Limits LIMITS = SampleTasks.LIMITS;
    private static final UserId USER = new UserId(7);

    private static Stack stack;
    private static TaskTable tasks;
    private static TaskLists lists;
    private static long nextMillis;

    @BeforeAll
    static void makeTable() {
        stack = TestCloud.newStack();
        tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
        lists = new TaskLists(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    }

    @Test
    void aTaskComesBackFromTheTableAsItWasStored() {
        var request =
                new QuizRequest(
                        10,
                        "Advanced",
                        "engineer",
                        "job",
                        List.of("cloud"),
                        List.of("gerunds"),
                        "be kind",
                        "daily",
                        OptionalInt.of(9));
        Task task =
                Task.queued(nextId(USER), USER, "learner7", request, LIMITS.at(NOW))
                        .handedOver("w-1", NOW.plusSeconds(1), NOW.plusSeconds(900))
                        .extendedTo(NOW.plusSeconds(1800), NOW.plusSeconds(901))
                        .completed(
                                "result",
                                SampleTasks.quality(9),
                                "1 of 10 left out",
                                NOW.plusSeconds(950));

        assertThat(tasks.create(task)).isTrue();

        assertThat(tasks.find(task.id())).contains(task);
    }

    @Test
    void anIdIsGivenOnce() {
        Task task = stored();

        assertThat(tasks.create(task)).isFalse();
    }

    @Test
    void ofTwoWritersOneWinsAndTheOtherSeesWhatTheTaskIsNow() {
        Task task = stored();
        Task completed = task.completed("r", SampleTasks.quality(10), "", NOW);

        assertThat(tasks.replace(task, completed)).isEqualTo(new Written.Done(completed));
        assertThat(tasks.replace(task, task.cancelled(NOW)))
                .isEqualTo(new Written.Overtaken(completed));
    }

    @Test
    void onlyOneHandsATaskOverUntilItsLeaseEnds() {
        Task task = stored();
        Instant until = NOW.plusSeconds(25);

        assertThat(tasks.lease(task.id(), "one", NOW, until)).isInstanceOf(Leased.Granted.class);
        assertThat(tasks.lease(task.id(), "two", NOW, until)).isInstanceOf(Leased.Refused.class);
        assertThat(tasks.lease(task.id(), "one", NOW, until)).isInstanceOf(Leased.Granted.class);
        assertThat(tasks.lease(task.id(), "two", until, until.plusSeconds(25)))
                .isInstanceOf(Leased.Granted.class);
    }

    @Test
    void aTaskThatIsNotQueuedIsNotLeased() {
        Task task = stored();
        Task cancelled = task.cancelled(NOW);
        tasks.replace(task, cancelled);

        assertThat(tasks.lease(task.id(), "one", NOW, NOW.plusSeconds(25)))
                .isEqualTo(new Leased.Refused(cancelled));
        assertThat(tasks.lease(nextId(USER), "one", NOW, NOW.plusSeconds(25)))
                .isEqualTo(new Leased.Unknown());
    }

    @Test
    void aStaleStepIsRefusedAfterALease() {
        Task task = stored();
        tasks.lease(task.id(), "one", NOW, NOW.plusSeconds(25));

        assertThat(tasks.replace(task, task.cancelled(NOW))).isInstanceOf(Written.Overtaken.class);
    }

    @Test
    void pagesFollowEachOtherNewestFirstAndMissNothing() {
        var user = new UserId(8);
        List<TaskId> newestFirst =
                IntStream.range(0, 25).mapToObj(i -> stored(user).id()).toList().reversed();

        assertThat(readAll(query(user, Optional.empty(), 10))).isEqualTo(newestFirst);
        assertThat(readAll(query(user, Optional.of(TaskStatus.QUEUED), 7))).isEqualTo(newestFirst);
        assertThat(readAll(query(user, Optional.of(TaskStatus.FAILED), 7))).isEmpty();
    }

    @Test
    void theListOverAllUsersMergesEveryPartOfTheIndex() {
        List<TaskId> newestFirst =
                IntStream.range(0, 30)
                        .mapToObj(i -> stored(new UserId(100 + i % 3)).id())
                        .toList()
                        .reversed();
        var all = query(null, Optional.of(TaskStatus.QUEUED), 30);

        assertThat(lists.list(all).entries())
                .extracting(TaskLists.Entry::id)
                .isEqualTo(newestFirst);
    }

    @Test
    void sweepFindsWhatIsDueAndLeavesTheRest() {
        Task due = stored();
        Instant dueAt = due.dueAt().orElseThrow();

        assertThat(found(look(10), dueAt)).contains(due.id());
        assertThat(found(look(10), dueAt.minusMillis(1))).doesNotContain(due.id());
    }

    @Test
    void aLookThatIsTooShortGoesOnWhereItStoppedAndBeginsAgainAtTheEnd() {
        var user = new UserId(9);
        var all = IntStream.range(0, 2100).mapToObj(i -> stored(user)).toList();
        Instant now = all.getLast().dueAt().orElseThrow();
        var seen = new HashSet<TaskId>(found(look(1), now));
        assertThat(seen).doesNotContainAnyElementsOf(ids(all.subList(2000, 2100)));

        seen.addAll(found(look(1), now));

        assertThat(seen).containsAll(ids(all));
        assertThat(found(look(1), now)).containsAll(ids(all.subList(0, 100)));
    }

    private static DueTasks look(int pages) {
        return new DueTasks(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4), pages);
    }

    private static List<TaskId> found(DueTasks look, Instant now) {
        return look.look(now).due().stream().map(DueTasks.Due::task).toList();
    }

    private static List<TaskId> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).toList();
    }

    private static TaskLists.Query query(UserId user, Optional<TaskStatus> status, int limit) {
        return new TaskLists.Query(
                Optional.ofNullable(user),
                status.map(Set::of).orElse(Set.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                Optional.empty());
    }

    private static List<TaskId> readAll(TaskLists.Query first) {
        var ids = new ArrayList<TaskId>();
        var page = lists.list(first);
        ids.addAll(page.entries().stream().map(TaskLists.Entry::id).toList());
        while (page.next().isPresent()) {
            page = lists.list(first.from(page.next()));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(first.limit());
            ids.addAll(page.entries().stream().map(TaskLists.Entry::id).toList());
        }
        return ids;
    }

    private static Task stored() {
        return stored(USER);
    }

    private static Task stored(UserId user) {
        Task task = SampleTasks.queued(user, NOW.plusMillis(++nextMillis));
        assertThat(tasks.create(task)).isTrue();
        return task;
    }

    private static TaskId nextId(UserId user) {
        return TaskId.of(user, NOW.plusMillis(++nextMillis));
    }
}
