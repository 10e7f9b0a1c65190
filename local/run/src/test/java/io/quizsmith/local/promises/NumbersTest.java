package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.RollupTable.Span;
import io.quizsmith.question.Quality;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.rollup.Rollup;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** That a task is counted as often as it ends, whatever breaks and repeats itself. */
class NumbersTest {

    private Scene scene;
    private Instant begin;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
        begin = Ending.minute(scene.now()).minus(Duration.ofMinutes(5));
        sweepFor(4);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void aTaskCountsInTheMinuteWhenItCompletedThoughItsResultWasStoredBefore() {
        Task task = handedOver(1);
        scene.endings().put(Ending.of(completed(task), "")); // the process died after this
        scene.later(Duration.ofMinutes(2));

        scene.callBack(task, Scene.result(task.id().value(), 1, "A _____."));
        scene.callBack(task, Scene.result(task.id().value(), 1, "A _____."));
        scene.callBack(task, Scene.result(task.id().value(), 1, "Another _____."));
        Instant completedAt = Ending.minute(scene.now());
        sweepFor(5);

        assertThat(sum().completed()).isEqualTo(1);
        assertThat(sum().questions()).isEqualTo(1);
        assertThat(rollups().get(completedAt).completed()).isEqualTo(1);
    }

    /** Its questions were stored, and then the client's wish was quicker. */
    @Test
    void aResultThatLostItsRaceDoesNotCount() {
        Task task = handedOver(1);
        scene.endings().put(Ending.of(completed(task), ""));
        scene.cancel(task);
        sweepFor(5);

        assertThat(sum().completed()).isZero();
        assertThat(sum().cancelled()).isEqualTo(1);
    }

    @Test
    void anotherResultOfTheSameMinuteDoesNotTakeTheFirstOnesPlace() {
        Task task = handedOver(1);
        scene.callBack(task, Scene.result(task.id().value(), 1, "A _____."));
        Task late = task.completed("other", quality(7), "", scene.now().plusMillis(10));
        scene.endings().put(Ending.of(late, "")); // stored at the same time, and too late
        sweepFor(5);

        assertThat(sum().completed()).isEqualTo(1);
        assertThat(sum().questions()).isEqualTo(1);
    }

    @Test
    void aTaskThatFailedAndWasCompletedLateCountsAsBoth() {
        Task task = handedOver(1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            scene.callBack(
                    scene.find(task),
                    Map.of("worker_task_id", task.id().value(), "user_id", 1, "status", "failed"));
        }
        assertThat(scene.find(task).status()).isEqualTo(TaskStatus.FAILED);
        scene.callBack(task, Scene.result(task.id().value(), 1, "A _____."));
        sweepFor(5);

        assertThat(sum().completed()).isEqualTo(1);
        assertThat(sum().failures()).isEqualTo(Map.of("worker_failed", 1L));
    }

    @Test
    void summingUpAgainChangesNothing() {
        for (int i = 0; i < 3; i++) {
            Task task = handedOver(1);
            scene.later(Duration.ofSeconds(200));
            scene.callBack(task, Scene.result(task.id().value(), 1, "A _____."));
            scene.sweep();
        }
        scene.cancel(handedOver(2));
        sweepFor(60);
        scene.sweep();
        var before = rollups();
        var hours = hours();

        var progress = scene.rollups().progress();
        var again =
                new RollupTable.Progress(
                        Optional.of(begin.plus(Duration.ofMinutes(5))),
                        gaugesOf(before),
                        progress.seenAt(),
                        RecentPaces.NONE);
        scene.rollups().remember(again);
        scene.sweep();
        scene.sweep();

        assertThat(rollups()).isEqualTo(before);
        assertThat(hours()).isEqualTo(hours).isNotEmpty();
        assertThat(sum().completed()).isEqualTo(3);
    }

    private static Map<Instant, Gauges> gaugesOf(SortedMap<Instant, Rollup> rollups) {
        var gauges = new HashMap<Instant, Gauges>();
        rollups.forEach((at, rollup) -> rollup.gauges().ifPresent(seen -> gauges.put(at, seen)));
        return gauges;
    }

    @Test
    void anEndingIsCountedThoughTheClockThatToldItIsAMinuteBehind() {
        Task task = handedOver(1);
        scene.sweep();
        scene.later(Duration.ofMinutes(2));
        scene.sweep();
        Instant behind = scene.now().minus(Duration.ofMinutes(1));
        scene.step(task, each -> each.failed("worker", "no", behind));
        scene.endings().put(Ending.of(scene.find(task), "refused"));
        sweepFor(5);

        assertThat(sum().failures()).isEqualTo(Map.of("refused", 1L));
    }

    @Test
    void tasksAreEndedThoughTheNumbersCannotBeKept() {
        Task task = scene.queued(1);
        scene.breakNumbers();
        scene.later(Duration.ofMinutes(31));

        scene.sweep();

        assertThat(scene.find(task).status()).isEqualTo(TaskStatus.FAILED);
    }

    private Task handedOver(long user) {
        Task task = scene.queued(user);
        scene.dispatch(task);
        return scene.find(task);
    }

    private Task completed(Task task) {
        return task.completed("result", quality(1), "", scene.now());
    }

    private static Quality quality(int questions) {
        return new Quality(questions, questions, questions, 0, List.of(), List.of(), Set.of(), 100);
    }

    private void sweepFor(int minutes) {
        for (int i = 0; i < minutes; i++) {
            scene.sweep();
            scene.later(Duration.ofMinutes(1));
        }
    }

    private SortedMap<Instant, Rollup> rollups() {
        return scene.rollups().read(Span.MINUTE, begin, scene.now());
    }

    private SortedMap<Instant, Rollup> hours() {
        return scene.rollups().read(Span.HOUR, begin.minus(Duration.ofHours(1)), scene.now());
    }

    private Rollup sum() {
        return rollups().values().stream().reduce(Rollup.NONE, Rollup::plus);
    }
}
