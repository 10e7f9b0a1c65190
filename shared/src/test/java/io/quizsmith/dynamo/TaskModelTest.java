package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.TaskTable.Leased;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.task.Partial;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Several who know a task as it once was do to it what they may, in any order; the table of states
 * says what must come of it.
 */
class TaskModelTest {

    private static final int ACTORS = 3;

    /** What each step makes of a task in each state; {@code -} where it is refused. */
    private static final String TABLE =
            """
                           queued     processing completed  failed     cancelled
            hand over      processing -          -          -          -
            wait           queued     -          -          -          -
            not taken      queued     -          -          -          -
            send again     queued     -          -          -          -
            redrive        queued     -          -          -          -
            look at        queued     -          -          -          -
            try again      queued     queued     -          -          -
            top up         queued     queued     -          -          -
            extend         -          processing -          -          -
            ask soon       -          processing -          -          -
            leave alone    -          processing -          -          -
            complete       completed  completed  -          completed  -
            fail           failed     failed     -          -          -
            cancel         cancelled  cancelled  -          -          -
            retry          -          -          -          queued     queued
            note           queued     processing completed  failed     cancelled
            """;

    private static final Map<String, Map<TaskStatus, Optional<TaskStatus>>> EXPECTED = read(TABLE);

    private static final AtomicLong CREATED =
            new AtomicLong(Instant.parse("2026-01-23T10:30:00Z").toEpochMilli());
    private static final Set<String> TRIED = new HashSet<>();

    private static TaskTable tasks;

    @BeforeContainer
    static void start() {
        Stack stack = TestCloud.newStack();
        tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    }

    /**
     * Something that somebody does.
     *
     * @param step of the table, or {@code lease}
     * @param looksFirst whether the actor reads the task before, or goes by what it knows
     */
    record Move(String step, int actor, boolean looksFirst) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        var steps = Arbitraries.of(EXPECTED.keySet()).injectDuplicates(0.1);
        var withLease =
                Arbitraries.frequencyOf(Tuple.of(9, steps), Tuple.of(1, Arbitraries.just("lease")));
        var actors = Arbitraries.integers().between(0, ACTORS - 1);
        var looks = Arbitraries.of(true, true, true, false);
        return Combinators.combine(withLease, actors, looks)
                .as(Move::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 250)
    void everyStepEndsWhereTheTableSays(@ForAll("moves") List<Move> moves) {
        Instant now = Instant.ofEpochMilli(CREATED.incrementAndGet());
        var task = SampleTasks.queued(new UserId(1), now);
        assertThat(tasks.create(task)).isTrue();
        var known = new Task[ACTORS];
        Arrays.fill(known, task);
        for (var move : moves) {
            now = now.plusSeconds(10);
            task =
                    move.step().equals("lease")
                            ? lease(move, known, task, now)
                            : step(move, known, task, now);
        }
    }

    private static Task lease(Move move, Task[] known, Task task, Instant now) {
        String holder = "holder " + move.actor();
        var leased = tasks.lease(task.id(), holder, now, now.plusSeconds(25));
        boolean free = !task.isLeased(now) || task.lease().orElseThrow().holder().equals(holder);
        if (task.status() == TaskStatus.QUEUED && free) {
            var granted = ((Leased.Granted) leased).task();
            assertThat(granted.revision()).isEqualTo(task.revision() + 1);
            known[move.actor()] = granted;
            return granted;
        }
        assertThat(((Leased.Refused) leased).current()).isEqualTo(task);
        return task;
    }

    private static Task step(Move move, Task[] known, Task task, Instant now) {
        if (move.looksFirst()) {
            known[move.actor()] = tasks.find(task.id()).orElseThrow();
        }
        Task before = known[move.actor()];
        var end = EXPECTED.get(move.step()).get(before.status());
        TRIED.add(move.step() + " " + before.status());
        if (end.isEmpty()) {
            assertThatIllegalStateException()
                    .as(move.step() + " of a task that is " + before.status())
                    .isThrownBy(() -> taken(move.step(), before, now));
            return task;
        }
        Task after = taken(move.step(), before, now);
        boolean hasSome = move.step().equals("fail") && before.partial().isPresent();
        assertThat(after.status())
                .as(move + " of " + before.status())
                .isEqualTo(hasSome ? TaskStatus.COMPLETED : end.get());
        if (after.equals(before)) {
            return task; // a note that repeats itself
        }
        var written = tasks.replace(before, after);
        if (before.revision() == task.revision()) {
            assertThat(written).isEqualTo(new Written.Done(after));
            check(task, after);
            known[move.actor()] = after;
        } else {
            assertThat(written).isEqualTo(new Written.Overtaken(task));
            known[move.actor()] = task;
        }
        Task stored = tasks.find(task.id()).orElseThrow();
        assertThat(stored).isEqualTo(before.revision() == task.revision() ? after : task);
        return stored;
    }

    /** What holds of every task, whatever has happened to it. */
    private static void check(Task before, Task after) {
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(after.attempt()).isBetween(before.attempt(), before.attempt() + 1);
        assertThat(after.attemptsUsed()).isPositive();
        assertThat(after.dueAt().isPresent()).isEqualTo(after.status().isPending());
        assertThat(after.deadline().isPresent()).isEqualTo(after.status() == TaskStatus.PROCESSING);
        assertThat(after.completedAt().isPresent()).isEqualTo(!after.status().isPending());
        assertThat(after.result().isEmpty()).isEqualTo(after.status() != TaskStatus.COMPLETED);
        if (!after.status().isPending()) {
            assertThat(after.partial()).isEmpty();
            assertThat(after.lease()).isEmpty();
            assertThat(after.isWaiting()).isFalse();
        }
        if (after.status() == TaskStatus.QUEUED) {
            assertThat(after.dueAt().orElseThrow())
                    .as("sweep looks no later than the task may start")
                    .isBeforeOrEqualTo(after.startBy());
        }
    }

    private static Task taken(String step, Task task, Instant now) {
        var times = SampleTasks.LIMITS.at(now);
        return switch (step) {
            case "hand over" -> task.handedOver("w-1", now, now.plus(Duration.ofMinutes(15)));
            case "wait" -> task.waiting(7, "busy", now);
            case "not taken" -> task.notTaken("HTTP 500", now.plus(Duration.ofMinutes(40)), times);
            case "send again" -> task.sentAgain(now, task.startBy());
            case "redrive" -> task.redriven(now);
            case "look at" -> task.lookedAt(task.startBy());
            case "try again" -> task.triedAgain("worker", "it failed", times);
            case "top up" ->
                    task.toppingUp(
                            new Partial("part", 7, 1, List.of("one")),
                            SampleTasks.quality(7),
                            times);
            case "extend" -> task.extendedTo(now.plus(Duration.ofMinutes(15)), now);
            case "ask soon" -> task.dueNow("worker", "failure", "of which attempt?", now);
            case "leave alone" -> task.leftToTheWorker();
            case "complete" -> task.completed("result", SampleTasks.quality(10), "", now);
            case "fail" -> task.failed("sweep", "too late", now);
            case "cancel" -> task.cancelled(now);
            case "retry" -> task.retried(times);
            case "note" -> task.noted("worker", "duplicate ignored", "", now).orElse(task);
            default -> throw new IllegalArgumentException(step);
        };
    }

    @AfterContainer
    static void everyPairOfStatesAndEveryStepWasTried() {
        var pairs =
                EXPECTED.keySet().stream()
                        .flatMap(
                                step ->
                                        Arrays.stream(TaskStatus.values())
                                                .map(status -> step + " " + status))
                        .toList();
        assertThat(TRIED).containsExactlyInAnyOrderElementsOf(pairs);
    }

    private static Map<String, Map<TaskStatus, Optional<TaskStatus>>> read(String table) {
        var steps = new HashMap<String, Map<TaskStatus, Optional<TaskStatus>>>();
        for (String line : table.lines().skip(1).toList()) {
            var ends = new HashMap<TaskStatus, Optional<TaskStatus>>();
            String[] words = line.substring(15).strip().split("\\s+", -1);
            for (int i = 0; i < words.length; i++) {
                var from = TaskStatus.ofWire(TaskStatus.words().get(i)).orElseThrow();
                ends.put(from, TaskStatus.ofWire(words[i]));
            }
            steps.put(line.substring(0, 15).strip(), ends);
        }
        return steps;
    }
}
