package io.quizsmith.sweep;

import io.quizsmith.dynamo.EndedTable;
import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.dynamo.RollupTable.Progress;
import io.quizsmith.dynamo.RollupTable.Span;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.rollup.Ending;
import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.Paces;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.rollup.Rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes rollups for the overview: of the endings in a minute, and of the minutes in an hour. Each
 * is made from what it sums up and nothing else, so that a run may break off anywhere, and another
 * may do the same again. The paces of late are written with how far it has come, in one item: each
 * minute is in them once.
 */
final class FoldEndings {

    /**
     * A minute is summed up so long after its beginning: a function may take a minute to write what
     * it began in that one, and its clock may be a minute behind.
     */
    private static final Duration SETTLED = Duration.ofMinutes(3);

    /** Minutes that one run sums up at most: after a stop, the next runs catch up. */
    private static final int MOST_MINUTES = 60;

    /** What one run can look up; where more ended, the log says so. */
    private static final int MOST_ENDINGS = 20_000;

    /** After that no further minute is begun. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    /** Records of endings are kept twice as long. */
    private static final Duration LONGEST_STOP = Duration.ofDays(1);

    private final EndedTable ended;
    private final RollupTable rollups;
    private final InstantSource clock;
    private final Log log;

    FoldEndings(Environment environment) {
        var table = environment.variable("TABLE_NAME");
        this.ended = new EndedTable(environment.dynamo(), table, environment.shards());
        this.rollups = new RollupTable(environment.dynamo(), table);
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** The overview may be late; nothing else is to suffer for it. */
    void foldSafely(Gauges seen) {
        try {
            fold(seen);
        } catch (RuntimeException broken) {
            log.error("the overview was not brought up to date", Map.of(), broken);
        }
    }

    private void fold(Gauges seen) {
        Instant now = clock.instant();
        Progress before = rollups.progress();
        Instant settled = Ending.minute(now).minus(SETTLED).plus(1, ChronoUnit.MINUTES);
        Instant next = before.foldedTo().orElse(settled.minus(1, ChronoUnit.MINUTES));
        Instant reach = settled.minus(LONGEST_STOP);
        if (next.isBefore(reach)) {
            log.warn("too late to count what has ended", Map.of("from", next, "to", reach));
            next = reach;
        }
        RecentPaces paces = before.paces();
        for (int i = 0; i < MOST_MINUTES && next.isBefore(settled) && !isEnough(now); i++) {
            var ended = foldMinute(next, Optional.ofNullable(before.gauges().get(next)));
            paces = paces.plus(next, Paces.of(ended));
            next = next.plus(1, ChronoUnit.MINUTES);
            if (next.equals(next.truncatedTo(ChronoUnit.HOURS))) {
                Instant hour = next.minus(1, ChronoUnit.HOURS);
                rollups.put(Span.HOUR, hour, rollups.sumOf(hour));
            }
        }
        var gauges = withoutRollup(before, next);
        gauges.put(Ending.minute(now), seen);
        rollups.remember(new Progress(Optional.of(next), gauges, Optional.of(now), paces));
    }

    private boolean isEnough(Instant began) {
        return clock.instant().isAfter(began.plus(ENOUGH));
    }

    private List<Ending> foldMinute(Instant minute, Optional<Gauges> seen) {
        var told = ended.read(minute, MOST_ENDINGS, true);
        if (told.size() >= MOST_ENDINGS) {
            log.warn(
                    "more tasks ended in this minute than are summed up: the overview counts too few",
                    Map.of("minute", minute, "counted", told.size()));
        }
        var confirmed = ended.confirmed(minute, told);
        rollups.put(Span.MINUTE, minute, Rollup.of(confirmed).with(seen));
        return confirmed;
    }

    /** What was seen in the minutes that have no rollup yet. */
    private static Map<Instant, Gauges> withoutRollup(Progress before, Instant foldedTo) {
        var gauges = new HashMap<>(before.gauges());
        gauges.keySet().removeIf(minute -> minute.isBefore(foldedTo));
        return gauges;
    }
}
