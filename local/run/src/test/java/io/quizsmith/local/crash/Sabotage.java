package io.quizsmith.local.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the calls that the functions make, and names those that are to break. */
final class Sabotage {

    /** How a call breaks. */
    enum Way {
        DIES_BEFORE,
        DIES_AFTER,
        FAILS_BEFORE,
        /** It takes effect, and its answer is lost. */
        FAILS_AFTER,
        /** It takes effect, its answer is lost, and it is made once more. */
        REPEATED;

        boolean isAfter() {
            return this == DIES_AFTER || this == FAILS_AFTER || this == REPEATED;
        }

        boolean isDeath() {
            return this == DIES_BEFORE || this == DIES_AFTER;
        }
    }

    /**
     * A call.
     *
     * @param site where it is made: the function, the call, and the lines of code
     * @param occurrence which of the calls from there, from 1
     */
    record Point(String site, int occurrence) {

        boolean isRead() {
            return site.matches(".*: (Get|BatchGet|Query|Receive).* in .*");
        }

        boolean isOfWorker() {
            return !site.contains(" in ");
        }
    }

    private final Map<Point, Way> plan;
    private final List<Point> points = new ArrayList<>();
    private final Map<String, Integer> occurrences = new HashMap<>();
    private int struck;

    Sabotage(Map<Point, Way> plan) {
        this.plan = plan;
    }

    /** The calls so far, in order. */
    synchronized List<Point> points() {
        return List.copyOf(points);
    }

    /** How many calls of the plan have been made. */
    synchronized int struck() {
        return struck;
    }

    /** How the call that is being made is to break, if at all. */
    synchronized Optional<Way> meet(String site) {
        var point = new Point(site, occurrences.merge(site, 1, Integer::sum));
        points.add(point);
        Optional<Way> way = Optional.ofNullable(plan.get(point));
        if (way.isPresent()) {
            struck++;
        }
        return way;
    }

    @Override
    public String toString() {
        return plan.toString();
    }
}
