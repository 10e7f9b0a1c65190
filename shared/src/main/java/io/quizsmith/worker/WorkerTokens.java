package io.quizsmith.worker;

import io.quizsmith.function.Log;
import io.quizsmith.ssm.ParameterStore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker's tokens as they stand in Parameter Store. They are read when they are first needed
 * and kept for some minutes; while the store does not answer, the last known ones stay in use.
 */
public final class WorkerTokens {

    private static final Duration FRESH = Duration.ofMinutes(5);

    /** A stranger who tries tokens causes no more than one call in this time. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final ParameterStore store;
    private final String currentName;
    private final String previousName;
    private final InstantSource clock;
    private final Log log;
    private Optional<Tokens> known = Optional.empty();
    private Instant readAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;

    /**
     * Reads nothing yet.
     *
     * @param currentName of the parameter with the current token
     * @param previousName of the one with the token before; it need not exist
     */
    public WorkerTokens(
            ParameterStore store,
            String currentName,
            String previousName,
            InstantSource clock,
            Log log) {
        this.store = store;
        this.currentName = currentName;
        this.previousName = previousName;
        this.clock = clock;
        this.log = log;
    }

    /** Empty where the store could not be read so far. */
    public synchronized Optional<Tokens> known() {
        boolean stale = isPast(readAt, FRESH);
        return stale ? lookAgain() : known;
    }

    /** The same, after they did not fit: they may have been rotated. */
    public synchronized Optional<Tokens> lookAgain() {
        return isPast(lookedAt, BETWEEN_LOOKS) ? look() : known;
    }

    /** As {@link #lookAgain()}, for one who has shown a valid token: at once. */
    public synchronized Optional<Tokens> lookAtOnce() {
        return look();
    }

    private boolean isPast(Instant then, Duration duration) {
        return then.equals(Instant.MIN) || !clock.instant().isBefore(then.plus(duration));
    }

    private Optional<Tokens> look() {
        lookedAt = clock.instant();
        try {
            var values = store.read(List.of(currentName, previousName));
            var tokens =
                    new Tokens(
                            values.getOrDefault(currentName, ""),
                            values.getOrDefault(previousName, ""));
            if (tokens.all().isEmpty()) {
                log.error(
                        "the worker has no token: the parameter is missing or empty",
                        Map.of("parameter", currentName));
            }
            known = Optional.of(tokens);
            readAt = lookedAt;
        } catch (RuntimeException unreadable) {
            unreadable(unreadable);
        }
        return known;
    }

    private void unreadable(RuntimeException thrown) {
        var parameter = Map.of("parameter", currentName);
        if (known.isPresent()) {
            log.warn("the worker's token cannot be read: the last one is used", parameter, thrown);
        } else {
            log.error("the worker's token cannot be read", parameter, thrown);
        }
    }
}
