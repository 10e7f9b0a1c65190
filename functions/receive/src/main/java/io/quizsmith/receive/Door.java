package io.quizsmith.receive;

import io.quizsmith.dynamo.WebhookTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Request;
import io.quizsmith.task.Attempt;
import io.quizsmith.worker.CallbackAddress;
import io.quizsmith.worker.CallbackAddress.Checked;
import io.quizsmith.worker.Signature;
import io.quizsmith.worker.Tokens;
import io.quizsmith.worker.WorkerTokens;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who may hand in a result: one who shows the token; where he signs, with the right signature, and
 * where he uses the address that we gave him, with that address. Reads nothing of any task.
 */
final class Door {

    private static final Duration REMEMBERED = Signature.TOLERANCE.multipliedBy(3);

    private final WorkerTokens tokens;
    private final WebhookTable webhooks;
    private final InstantSource clock;

    Door(Environment environment) {
        this.tokens = environment.workerTokens();
        this.webhooks =
                new WebhookTable(
                        environment.dynamo(), environment.variable("TABLE_NAME"), REMEMBERED);
        this.clock = environment.clock();
    }

    /** What the door makes of a callback. */
    sealed interface Opinion {
        /**
         * It may come in.
         *
         * @param attempt that its address is for
         */
        record Open(Optional<Attempt> attempt, Signature signature) implements Opinion {}

        record Closed(String why) implements Opinion {}

        /** The token could not be read so far. */
        record NotYet() implements Opinion {}
    }

    Opinion judge(Request request) {
        Instant now = clock.instant();
        String sent = request.header("X-AI-Worker-Token");
        Optional<Tokens> known = tokens.known();
        if (known.isPresent() && !sent.isBlank() && !known.get().open(sent)) {
            known = tokens.lookAgain();
        }
        if (known.isEmpty()) {
            return new Opinion.NotYet();
        }
        if (!known.get().open(sent)) {
            return new Opinion.Closed("The worker token is missing or wrong");
        }
        var opinion = judge(request, known.get(), now);
        return opinion instanceof Opinion.Closed
                ? tokens.lookAtOnce()
                        .filter(newer -> newer.open(sent))
                        .map(newer -> judge(request, newer, now))
                        .orElse(opinion)
                : opinion;
    }

    private Opinion judge(Request request, Tokens known, Instant now) {
        var signature = Signature.in(request::header);
        if (signature.isThere() && !signature.isRight(request.body(), known, now)) {
            return new Opinion.Closed("The signature is wrong, or older than 5 minutes");
        }
        return switch (CallbackAddress.check(request.query(), known, now)) {
            case Checked.Refused() ->
                    new Opinion.Closed("The callback address was altered, or has expired");
            case Checked.Unbound() -> new Opinion.Open(Optional.empty(), signature);
            case Checked.Bound(var attempt) -> new Opinion.Open(Optional.of(attempt), signature);
        };
    }

    /** Whether this very sending was taken in before: somebody repeats what he overheard. */
    boolean isReplay(Signature signature) {
        return signature.isThere() && webhooks.knows(signature.id(), signature.timestamp());
    }

    /** The callback was taken in. */
    void remember(Signature signature) {
        if (signature.isThere()) {
            webhooks.remember(signature.id(), signature.timestamp(), clock.instant());
        }
    }
}
