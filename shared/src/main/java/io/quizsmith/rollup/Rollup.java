package io.quizsmith.rollup;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What happened in a span of time, in numbers. Those of two spans can be added up.
 *
 * @param failures how many for each reason
 * @param gauges the highest that were seen; empty where nobody looked
 */
public record Rollup(
        long completed,
        long failed,
        long cancelled,
        long questions,
        SortedMap<String, Long> failures,
        Histogram waited,
        Histogram ran,
        Optional<Gauges> gauges) {

    public static final Rollup NONE =
            new Rollup(
                    0, 0, 0, 0, new TreeMap<>(), Histogram.NONE, Histogram.NONE, Optional.empty());

    public Rollup {
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    /** The sum of the endings. A task completes once, however often that is told. */
    public static Rollup of(Collection<Ending> told) {
        var completed = new HashSet<TaskId>();
        List<Ending> endings =
                told.stream()
                        .filter(
                                ending ->
                                        ending.status() != TaskStatus.COMPLETED
                                                || completed.add(ending.task()))
                        .toList();
        var failures = new TreeMap<String, Long>();
        of(endings, TaskStatus.FAILED)
                .forEach(ending -> failures.merge(ending.reason(), 1L, Long::sum));
        return new Rollup(
                completed.size(),
                of(endings, TaskStatus.FAILED).count(),
                of(endings, TaskStatus.CANCELLED).count(),
                endings.stream().mapToLong(Ending::questions).sum(),
                failures,
                histogram(endings, Ending::waited),
                histogram(endings, Ending::ran),
                Optional.empty());
    }

    private static Stream<Ending> of(List<Ending> endings, TaskStatus status) {
        return endings.stream().filter(ending -> ending.status() == status);
    }

    private static Histogram histogram(
            List<Ending> endings, Function<Ending, Optional<Duration>> time) {
        return Histogram.of(
                endings.stream().flatMap(ending -> time.apply(ending).stream()).toList());
    }

    public Rollup plus(Rollup other) {
        var reasons = new TreeMap<>(failures);
        other.failures.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new Rollup(
                completed + other.completed,
                failed + other.failed,
                cancelled + other.cancelled,
                questions + other.questions,
                reasons,
                waited.plus(other.waited),
                ran.plus(other.ran),
                Stream.of(gauges, other.gauges).flatMap(Optional::stream).reduce(Gauges::highest));
    }

    /** The same numbers, with what sweep saw. */
    public Rollup with(Optional<Gauges> seen) {
        return new Rollup(completed, failed, cancelled, questions, failures, waited, ran, seen);
    }
}
