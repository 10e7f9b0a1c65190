package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many tasks wait for a worker that takes three at a time. */
@Execution(ExecutionMode.CONCURRENT)
class BusyWorkerTest {

    private static final int ROOM = 3;
    private static final int MANY = 500;
    private static final int FEW = 60;

    private static final int AT_ONCE = 20;

    @Test
    void fiveHundredTasksGetTheirTurnAndWaitForNextToNothing() {
        try (var crowd = new Crowd(ROOM, Map.of())) {
            var worker = crowd.worker();
            worker.setStuck(true);
            crowd.submit(1, 400);
            crowd.dispatch();
            List<String> few = crowd.submit(2, 5);
            crowd.dispatch();
            crowd.submit(3, 95);
            crowd.dispatch();
            report(MANY + " tasks come", MANY, crowd);
            assertThat(crowd.line()).isEqualTo(MANY - ROOM);

            crowd.run(Duration.ofMinutes(2));
            crowd.countAnew();
            crowd.run(Duration.ofMinutes(10));
            report(MANY - ROOM + " tasks wait for ten minutes", MANY, crowd);
            assertThat(crowd.cost().calls()).isLessThan(10 * 26);
            assertThat(crowd.dispatches()).isLessThanOrEqualTo(10);

            worker.setStuck(false);
            crowd.countAnew();
            crowd.runUntilDelivered(MANY);
            report(MANY + " tasks are done", MANY, crowd);
            assertThat(crowd.statuses()).isEqualTo(Map.of("completed", MANY));
            assertThat(worker.refused()).isLessThan(MANY);
            assertThat(worker.taken()).doesNotHaveDuplicates();
            int fairShare = ROOM + 3 * few.size();
            assertThat(worker.taken().subList(0, fairShare + ROOM)).containsAll(few);
            assertAtRest(crowd);
        }
    }

    @Test
    void aWorkerWhosePlacesAreCountedIsNeverCalledInVain() {
        try (var crowd = new Crowd(ROOM, Map.of("WorkerMaxInFlight", String.valueOf(ROOM)))) {
            crowd.submit(1, FEW);
            crowd.runUntilDelivered(FEW);
            report(FEW + " tasks, WorkerMaxInFlight " + ROOM, FEW, crowd);

            assertThat(crowd.statuses()).isEqualTo(Map.of("completed", FEW));
            assertThat(crowd.worker().refused()).isZero();
            assertAtRest(crowd);
        }
    }

    @Test
    void aWorkerThatHasRoomOnlyAWhileAfterItsCallbackIsSeldomCalledInVain() {
        try (var crowd = new Crowd(ROOM, Map.of())) {
            crowd.worker().setSlowToClear();
            crowd.submit(1, FEW);
            crowd.runUntilDelivered(FEW);
            report(FEW + " tasks, room a while after the callback", FEW, crowd);

            assertThat(crowd.statuses()).isEqualTo(Map.of("completed", FEW));
            assertThat(crowd.worker().refused()).isLessThan(2 * FEW);
            assertAtRest(crowd);
        }
    }

    /** Those that come at the same moment may go in any order. */
    @Test
    void ofOneUsersTasksThoseThatCameFirstGoFirst() {
        try (var crowd = new Crowd(1, Map.of())) {
            crowd.worker().setStuck(true);
            var asked = new ArrayList<String>();
            for (int moment = 0; moment < 3; moment++) {
                asked.addAll(crowd.submit(1, AT_ONCE));
                crowd.dispatch();
            }
            crowd.worker().setStuck(false);
            crowd.runUntilDelivered(asked.size());

            List<String> taken = crowd.worker().taken();
            for (int i = 0; i < taken.size(); i++) {
                assertThat(asked.indexOf(taken.get(i))).isCloseTo(i, within(AT_ONCE));
            }
        }
    }

    private static void assertAtRest(Crowd crowd) {
        crowd.run(Duration.ofMinutes(6)); // the last poll may be five minutes away
        assertThat(crowd.line()).isZero();
        assertThat(crowd.messages("TaskQueue")).isZero();
        assertThat(crowd.messages("DeadLetterQueue")).isZero();
    }

    private static void report(String what, int tasks, Crowd crowd) {
        System.out.printf(
                "%s: %d calls of the worker in all, %.2f a task refused as busy;"
                        + " %d runs of dispatch, %d AWS calls, of these %d SQS%n",
                what,
                crowd.worker().taken().size() + crowd.worker().refused(),
                (double) crowd.worker().refused() / tasks,
                crowd.dispatches(),
                crowd.cost().calls(),
                crowd.cost().sqsCalls());
    }
}
