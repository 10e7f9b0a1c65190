package io.quizsmith.local;

import io.quizsmith.cloud.Stack;
import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.RollupTable.Span;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.Rollup;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Ten tasks that end in each minute: a hundred thousand in the week. */
final class BusyWeek {

    private static final int A_MINUTE = 10;

    private BusyWeek() {}

    static void putInto(Stack stack, Instant now) {
        var rollups = new RollupTable(stack.cloud().dynamo(), stack.ref("Table"));
        var ended = new EndedTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4));
        var random = new Random(1);
        Instant folded = rollups.progress().foldedTo().orElseThrow();
        Instant hour = folded.truncatedTo(ChronoUnit.HOURS);
        for (int ago = 1; ago <= 7 * 24; ago++) {
            Instant at = hour.minus(Duration.ofHours(ago));
            rollups.put(Span.HOUR, at, rollup(60 * A_MINUTE, at, random));
        }
        for (int ago = 1; ago <= 60; ago++) {
            Instant at = folded.minus(Duration.ofMinutes(ago));
            rollups.put(Span.MINUTE, at, rollup(A_MINUTE, at, random));
        }
        for (Instant at = folded; !at.isAfter(now); at = at.plus(1, ChronoUnit.MINUTES)) {
            endings(A_MINUTE, at, random).forEach(ended::put);
        }
    }

    private static Rollup rollup(int endings, Instant at, Random random) {
        return Rollup.of(endings(endings, at, random))
                .with(Optional.of(new Gauges(123, 50, 100, 0)));
    }

    private static List<Ending> endings(int number, Instant at, Random random) {
        var endings = new ArrayList<Ending>();
        for (int i = 0; i < number; i++) {
            boolean failed = i % 10 == 0;
            endings.add(
                    new Ending(
                            new TaskId("task-1-" + (at.toEpochMilli() + i)),
                            1,
                            failed ? TaskStatus.FAILED : TaskStatus.COMPLETED,
                            at,
                            failed ? "timeout" : "",
                            Optional.of(time(random, 2_000)),
                            failed ? Optional.empty() : Optional.of(time(random, 300_000)),
                            failed ? 0 : 10,
                            10));
        }
        return endings;
    }

    /** Mostly within half and twice of that, now and then far longer. */
    private static Duration time(Random random, long usual) {
        return Duration.ofMillis((long) (usual * Math.exp(0.5 * random.nextGaussian())));
    }
}
