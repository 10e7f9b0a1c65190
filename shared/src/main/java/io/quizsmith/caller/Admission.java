package io.quizsmith.caller;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;

/**
 * The functions' own lock, behind the authorizer: who comes without claims, by whatever mistake in
 * the wiring, is let in nowhere.
 */
public final class Admission {

    private static final String BY_DEFAULT = "username";

    private final String userClaim;

    /**
     * @param userClaim the claim that holds the username, {@code ""} for Cognito's
     */
    public Admission(String userClaim) {
        this.userClaim = userClaim.isEmpty() ? BY_DEFAULT : userClaim;
    }

    /** Whether a request may go on. */
    public sealed interface Verdict {
        record Admitted(Caller caller) implements Verdict {}

        record Refused(Answer answer) implements Verdict {}
    }

    public Verdict judge(Request request) {
        if (request.claims().isEmpty()) {
            return new Verdict.Refused(Problem.unauthenticated(request.id()));
        }
        Caller caller = Caller.of(request.claims().get(), userClaim);
        return caller.isUser() || caller.isOperator()
                ? new Verdict.Admitted(caller)
                : new Verdict.Refused(
                        Problem.forbidden(
                                request.id(), "The token names no user in its claim " + userClaim));
    }
}
