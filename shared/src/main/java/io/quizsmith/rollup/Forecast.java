package io.quizsmith.rollup;

import io.quizsmith.task.Task;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says when a pending task will probably be completed, from how long others like it took of late,
 * given that it has taken so long already. Where too few were like it, it says nothing.
 */
public final class Forecast {

    /** Fewer say nothing. */
    public static final int FEWEST = 20;

    /** Of fewer that took longer than the task so far, none is what nine of ten do not exceed. */
    static final int FEWEST_LONGER = 9;

    /** Knows nothing. */
    public static final Forecast NONE = new Forecast(Paces.NONE);

    private final Times waited;
    private final Times ranAny;
    private final Map<SizeBand, Times> ran = new EnumMap<>(SizeBand.class);

    private Forecast(Paces paces) {
        this.waited = Times.of(paces.waited());
        this.ranAny = Times.of(paces.ranAny());
        paces.ran().forEach((band, times) -> ran.put(band, Times.of(times)));
    }

    public static Forecast of(Paces paces) {
        return new Forecast(paces);
    }

    /** Empty where nothing can be said, and for a task that is not pending. */
    public Optional<Eta> eta(Task task, Instant now) {
        return switch (task.status()) {
            case QUEUED -> queued(task, now);
            case PROCESSING -> processing(task, now);
            case COMPLETED, FAILED, CANCELLED -> Optional.empty();
        };
    }

    private Optional<Eta> queued(Task task, Instant now) {
        var basis = basis(task);
        if (!isEnough(waited) || !isEnough(basis.times())) {
            return Optional.empty();
        }
        Times waiting = leftAfter(waited, task.queuedAt(), now);
        return waiting.total() >= FEWEST_LONGER
                ? Optional.of(eta(waiting, basis.times(), now, basis))
                : Optional.empty();
    }

    private Optional<Eta> processing(Task task, Instant now) {
        var basis = basis(task);
        if (!isEnough(basis.times())) {
            return Optional.empty();
        }
        Times running = leftAfter(basis.times(), task.startedAt().orElse(now), now);
        return running.total() >= FEWEST_LONGER
                ? Optional.of(eta(Times.ZERO, running, now, basis))
                : Optional.empty();
    }

    private static Eta eta(Times first, Times then, Instant now, Eta.Basis basis) {
        long p50 = first.percentileOfSum(then, 50);
        return Eta.in(p50, first.percentileOfSum(then, 90), now, basis);
    }

    /** A task that has some of its questions is one for the others. */
    private Eta.Basis basis(Task task) {
        int have = task.partial().map(some -> some.questions()).orElse(0);
        var band = SizeBand.of(task.request().quizSize() - have);
        var alike = ran.get(band);
        return alike != null && isEnough(alike)
                ? new Eta.Basis(alike, Optional.of(band))
                : new Eta.Basis(ranAny, Optional.empty());
    }

    private static boolean isEnough(Times times) {
        return times.total() >= FEWEST;
    }

    private static Times leftAfter(Times times, Instant begin, Instant now) {
        return times.leftAfter(Math.max(0, Duration.between(begin, now).toMillis()));
    }
}
