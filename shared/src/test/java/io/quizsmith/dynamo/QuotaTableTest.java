package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.QuotaTable.Taken;
import io.quizsmith.dynamo.QuotaTable.Wish;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.Quotas;
import io.quizsmith.user.Usage;
import io.quizsmith.user.Usage.Policy;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class QuotaTableTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-01-24T00:00:00Z");
    private static final QuizRequest REQUEST =
            new QuizRequest(3, "", "", "", List.of(), List.of(), "", "", OptionalInt.empty());

    private static Stack stack;
    private static TaskTable tasks;
    private static long nextUser = 100;

    private final UserId user = new UserId(nextUser++);
    private long nextMillis = NOW.toEpochMilli();

    @BeforeAll
    static void makeTable() {
        stack = TestCloud.newStack();
        tasks = new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
    }

    @Test
    void thereAreAsManyPlacesAsTheQuotaSaysForEachUser() {
        var table = table(2, 0);

        stored(table, NOW);
        stored(table, NOW);

        assertThat(refused(table.take(wish(user), NOW)).usedUp()).containsExactly(Policy.PENDING);
        assertThat(table.take(wish(new UserId(nextUser++)), NOW)).isInstanceOf(Taken.Granted.class);
    }

    @Test
    void thePlaceOfATaskThatHasEndedIsFreeAgain() {
        var table = table(2, 0);
        stored(table, NOW);
        Task ends = stored(table, NOW);
        tasks.replace(ends, ends.cancelled(NOW));

        stored(table, NOW);

        assertThat(table.take(wish(user), NOW)).isInstanceOf(Taken.Refused.class);
    }

    @Test
    void whatACrashLeftBehindIsFreeAfterAMinuteAndTheDayGivenBack() {
        var table = table(1, 1);
        table.take(wish(user), NOW);

        assertThat(refused(table.take(wish(user), NOW.plusSeconds(59))).usedUp())
                .containsExactly(Policy.PENDING, Policy.DAY);
        assertThat(granted(table.take(wish(user), NOW.plusSeconds(60))).today()).isEqualTo(1);
    }

    @Test
    void aDaySpentBeforeMidnightIsNotGivenBackToTheNextDay() {
        var table = table(1, 2);
        table.take(wish(user), MIDNIGHT.minusSeconds(5));
        stored(table, MIDNIGHT.plusSeconds(60));

        assertThat(usage(table, MIDNIGHT.plusSeconds(61)).today()).isEqualTo(1);
    }

    @Test
    void theDayBeginsAnewAtMidnightAndAClockThatIsBehindDoesNotBringItBack() {
        var table = table(0, 2);
        table.take(wish(user), MIDNIGHT.minusMillis(1));
        table.take(wish(user), MIDNIGHT.minusMillis(1));

        Usage before = refused(table.take(wish(user), MIDNIGHT.minusMillis(1)));
        assertThat(before.usedUp()).containsExactly(Policy.DAY);
        assertThat(before.untilTomorrow()).isEqualTo(Duration.ofMillis(1));

        assertThat(granted(table.take(wish(user), MIDNIGHT)).today()).isEqualTo(1);
        assertThat(granted(table.take(wish(user), MIDNIGHT.minusMillis(5))).today()).isEqualTo(2);
        assertThat(table.take(wish(user), MIDNIGHT.minusMillis(5)))
                .isInstanceOf(Taken.Refused.class);
    }

    @Test
    void whoAsksAgainFindsThePlaceThatItTookBefore() {
        var table = table(5, 5);
        var wish = wish(user);

        table.take(wish, NOW);
        Usage again = granted(table.take(wish, NOW.plusSeconds(45)));

        assertThat(again.pending()).isEqualTo(1);
        assertThat(again.today()).isEqualTo(1);
        assertThat(refused(table(1, 1).take(wish(user), NOW.plusSeconds(90))).pending())
                .as("it is kept for another minute")
                .isEqualTo(1);
    }

    @Test
    void anIdThatSomebodyElseHoldsIsNotTakenTwice() {
        var table = table(5, 5);
        var wish = wish(user);
        table.take(wish, NOW);

        assertThat(table.take(new Wish(user, wish.task(), 1, "another"), NOW))
                .isEqualTo(new Taken.IdHeld());
    }

    @Test
    void aRetriedTaskTakesAPlaceOnceWhateverItHeldBefore() {
        var table = table(2, 0);
        Task task = stored(table, NOW);
        Task cancelled = task.cancelled(NOW);
        tasks.replace(task, cancelled);
        Task retried = cancelled.retried(SampleTasks.LIMITS.at(NOW));

        var wish = new Wish(user, task.id(), retried.round(), "retry");
        assertThat(table.take(wish, NOW)).isInstanceOf(Taken.Granted.class);
        tasks.replace(cancelled, retried);

        stored(table, NOW);
        assertThat(refused(table.take(wish(user), NOW)).pending()).isEqualTo(2);
    }

    @Test
    void aRetryThatIsAboutToBeWrittenKeepsItsPlace() {
        var table = table(1, 0);
        Task task = stored(table, NOW);
        tasks.replace(task, task.cancelled(NOW));
        table.take(new Wish(user, task.id(), 2, "retry"), NOW);

        assertThat(table.take(wish(user), NOW)).isInstanceOf(Taken.Refused.class);
    }

    @Test
    void anIdThatIsTakenIsChangedForAnotherAtNoCost() {
        var table = table(1, 1);
        var wish = wish(user);
        var other = wish(user);
        table.take(wish, NOW);

        assertThat(granted(table.move(wish, other, NOW)).today()).isEqualTo(1);
        assertThat(refused(table.take(wish(user), NOW)).pending()).isEqualTo(1);
        assertThat(table.take(other, NOW)).isInstanceOf(Taken.Refused.class);
    }

    @Test
    void aQuotaThatIsLoweredRefusesUntilEnoughHaveEnded() {
        stored(table(3, 0), NOW);
        stored(table(3, 0), NOW);
        Task last = stored(table(3, 0), NOW);
        tasks.replace(last, last.cancelled(NOW));

        assertThat(table(2, 0).take(wish(user), NOW)).isInstanceOf(Taken.Refused.class);
        assertThat(table(3, 0).take(wish(user), NOW)).isInstanceOf(Taken.Granted.class);
    }

    @Test
    void withoutQuotasNothingIsReadOrWritten() {
        var table = table(0, 0);

        assertThat(table.take(wish(user), NOW)).isEqualTo(new Taken.Unlimited());

        assertThat(
                        stack.cloud()
                                .dynamo()
                                .getItem(
                                        get ->
                                                get.tableName(stack.ref("Table"))
                                                        .key(QuotaItem.key(user)))
                                .hasItem())
                .isFalse();
    }

    @Test
    void whoeverComesAtOnceNeverMoreAndNeverFewerThanTheQuotaAreGranted() throws Exception {
        var table = table(5, 50);
        var wishes = IntStream.range(0, 60).mapToObj(i -> wish(user)).toList();

        assertThat(grantedAtOnce(table, wishes)).isEqualTo(5);
    }

    @Test
    void whoeverFindsTheSameTasksEndedAtOnceFreesEachPlaceOnce() throws Exception {
        var table = table(5, 50);
        for (int i = 0; i < 5; i++) {
            Task task = stored(table, NOW);
            if (i < 3) {
                tasks.replace(task, task.cancelled(NOW));
            }
        }
        var wishes = IntStream.range(0, 40).mapToObj(i -> wish(user)).toList();

        assertThat(grantedAtOnce(table, wishes)).isEqualTo(3);
    }

    private static long grantedAtOnce(QuotaTable table, List<Wish> wishes)
            throws InterruptedException, ExecutionException {
        long granted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Taken>> all =
                    threads.invokeAll(
                            wishes.stream()
                                    .map(wish -> (Callable<Taken>) () -> table.take(wish, NOW))
                                    .toList());
            for (var each : all) {
                granted += each.get() instanceof Taken.Granted ? 1 : 0;
            }
        }
        return granted;
    }

    /** What is used, as a request beyond it is told. */
    private Usage usage(QuotaTable table, Instant now) {
        return refused(table.take(wish(user), now));
    }

    private Task stored(QuotaTable table, Instant now) {
        var wish = wish(user);
        assertThat(table.take(wish, now)).isInstanceOf(Taken.Granted.class);
        var task = Task.queued(wish.task(), user, "learner", REQUEST, SampleTasks.LIMITS.at(now));
        assertThat(tasks.create(task)).isTrue();
        return task;
    }

    private Wish wish(UserId of) {
        long millis = nextMillis++;
        return new Wish(of, TaskId.of(of, Instant.ofEpochMilli(millis)), 1, "writer " + millis);
    }

    private static QuotaTable table(int pending, int perDay) {
        return new QuotaTable(
                stack.cloud().dynamo(), stack.ref("Table"), new Quotas(pending, perDay));
    }

    private static Usage granted(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Granted.class);
        return ((Taken.Granted) taken).now();
    }

    private static Usage refused(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Refused.class);
        return ((Taken.Refused) taken).used();
    }
}
