package io.quizsmith.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user has used of the quotas.
 *
 * @param pending tasks that hold a place
 * @param today tasks asked for today
 * @param untilTomorrow when the next day begins
 */
public record Usage(Quotas quotas, int pending, int today, Duration untilTomorrow) {

    /** A quota, as clients are told of it. */
    public enum Policy {
        PENDING("pending"),
        DAY("day");

        private final String wire;

        Policy(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /** The quotas that leave no room for another task. */
    public List<Policy> usedUp() {
        var usedUp = new ArrayList<Policy>();
        if (quotas.pending() > 0 && pending >= quotas.pending()) {
            usedUp.add(Policy.PENDING);
        }
        if (quotas.perDay() > 0 && today >= quotas.perDay()) {
            usedUp.add(Policy.DAY);
        }
        return usedUp;
    }
}
