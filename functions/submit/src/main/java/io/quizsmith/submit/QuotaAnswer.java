package io.quizsmith.submit;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.user.Usage;
import io.quizsmith.user.Usage.Policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What clients are told of the quotas: the fields RateLimit-Policy and RateLimit of the IETF draft
 * (draft-ietf-httpapi-ratelimit-headers-11), and its problem type where a quota is used up.
 */
final class QuotaAnswer {

    /** A quiz takes minutes. */
    private static final long RETRY_PENDING = 30;

    private static final long SECONDS_OF_DAY = 86_400;

    private QuotaAnswer() {}

    /** The answer, with what is left, where there are quotas. */
    static Answer with(Answer answer, Optional<Usage> usage) {
        return usage.map(known -> with(answer, known)).orElse(answer);
    }

    private static Answer with(Answer answer, Usage usage) {
        var policies = new ArrayList<String>();
        var left = new ArrayList<String>();
        var quotas = usage.quotas();
        if (quotas.pending() > 0) {
            policies.add("\"pending\";q=" + quotas.pending());
            left.add("\"pending\";r=" + left(quotas.pending(), usage.pending()));
        }
        if (quotas.perDay() > 0) {
            policies.add("\"day\";q=" + quotas.perDay() + ";w=" + SECONDS_OF_DAY);
            left.add(
                    "\"day\";r="
                            + left(quotas.perDay(), usage.today())
                            + ";t="
                            + untilTomorrow(usage));
        }
        return answer.with("RateLimit-Policy", String.join(", ", policies))
                .with("RateLimit", String.join(", ", left));
    }

    /** 429: a quota is used up. */
    static Answer refused(Usage usage, String requestId) {
        List<Policy> usedUp = usage.usedUp();
        String detail =
                usedUp.stream()
                        .map(policy -> detail(policy, usage))
                        .collect(Collectors.joining("; "));
        long retryAfter = usedUp.contains(Policy.DAY) ? untilTomorrow(usage) : RETRY_PENDING;
        var names = usedUp.stream().map(Policy::wire).toList();
        return with(Problem.quotaExceeded(requestId, detail, names), usage)
                .with("Retry-After", String.valueOf(retryAfter));
    }

    private static String detail(Policy policy, Usage usage) {
        return switch (policy) {
            case PENDING ->
                    "At most "
                            + usage.quotas().pending()
                            + " tasks may be pending at a time: wait until one has ended, or cancel"
                            + " one";
            case DAY ->
                    "At most "
                            + usage.quotas().perDay()
                            + " tasks may be asked for in one day (UTC): ask again tomorrow";
        };
    }

    private static int left(int quota, int used) {
        return Math.max(0, quota - used);
    }

    /** Rounded up: not a moment too early. */
    private static long untilTomorrow(Usage usage) {
        return usage.untilTomorrow().plusMillis(999).toSeconds();
    }
}
