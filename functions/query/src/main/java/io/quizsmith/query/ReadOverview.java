package io.quizsmith.query;

import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.RollupTable.Progress;
import io.quizsmith.dynamo.RollupTable.Span;
import io.quizsmith.function.Environment;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Rollup;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened in a window of time: from rollups, and for the last minutes, which sweep has not
 * summed up yet, from the records of endings. What it reads is bounded, however much happened.
 */
final class ReadOverview {

    /** Minutes without a rollup that are looked at: more only if sweep stands still. */
    private static final int MOST_MINUTES = 10;

    /** Records of all those minutes together. */
    private static final int MOST_ENDINGS = 400;

    private final RollupTable rollups;
    private final EndedTable ended;

    ReadOverview(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.rollups = new RollupTable(environment.dynamo(), table);
        this.ended = new EndedTable(environment.dynamo(), table, environment.shards());
    }

    /** By the beginning of each step, those left out in which nothing was seen. */
    SortedMap<Instant, Rollup> read(Window window, Progress progress, Instant now) {
        Instant from = window.from(now);
        Instant thisMinute = Ending.minute(now);
        Instant folded = progress.foldedTo().orElse(thisMinute);
        var steps = new TreeMap<Instant, Rollup>();
        Instant minutesFrom = from;
        if (window != Window.HOUR) {
            Instant hours = folded.truncatedTo(ChronoUnit.HOURS);
            add(rollups.read(Span.HOUR, from, hours), window, steps);
            minutesFrom = hours.isAfter(from) ? hours : from;
        }
        add(rollups.read(Span.MINUTE, minutesFrom, folded), window, steps);
        add(open(progress, from, thisMinute), window, steps);
        return steps;
    }

    private static void add(
            SortedMap<Instant, Rollup> found, Window window, SortedMap<Instant, Rollup> steps) {
        found.forEach((at, rollup) -> steps.merge(window.begin(at), rollup, Rollup::plus));
    }

    /** The minutes without a rollup, the latest first as long as there is room. */
    private SortedMap<Instant, Rollup> open(Progress progress, Instant from, Instant thisMinute) {
        var minutes = new TreeMap<Instant, Rollup>();
        var completed = new HashSet<TaskId>();
        int room = MOST_ENDINGS;
        Instant minute = thisMinute;
        while (minutes.size() < MOST_MINUTES
                && room > 0
                && !minute.isBefore(from)
                && !minute.isBefore(progress.foldedTo().orElse(from))) {
            var endings = ended.read(minute, room, false);
            room -= endings.size();
            var rollup = Rollup.of(firstTold(endings, completed));
            minutes.put(minute, rollup.with(Optional.ofNullable(progress.gauges().get(minute))));
            minute = minute.minus(1, ChronoUnit.MINUTES);
        }
        return minutes;
    }

    /** A result that came again after a crash was told of in two minutes. */
    private static List<Ending> firstTold(List<Ending> endings, Set<TaskId> completed) {
        return endings.stream()
                .filter(
                        ending ->
                                ending.status() != TaskStatus.COMPLETED
                                        || completed.add(ending.task()))
                .toList();
    }
}
