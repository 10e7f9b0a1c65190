package io.quizsmith.caller;

import io.quizsmith.http.Claims;
import io.quizsmith.input.Fields;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserRef;

/**
 * Who asks, by the word of the API's authorizer.
 *
 * @param username {@code ""} where the token names no user; then the caller is an operator
 * @param email {@code ""} where the token does not say
 * @param firstName {@code ""} where the token does not say
 */
public record Caller(String username, String email, String firstName, boolean isOperator) {

    private static final String OPERATORS = "operators";
    private static final String OPERATOR_SCOPE = "quizsmith/operator";
    private static final String OF_ACCESS_TOKENS = "username";
    private static final String OF_ID_TOKENS = "cognito:username";

    /**
     * The caller that the claims tell of. Where Cognito's claim is asked for, the one that its ID
     * tokens have in its place will do; no claim ever stands in for one of another meaning.
     *
     * @param userClaim the claim that holds the username
     */
    static Caller of(Claims claims, String userClaim) {
        String username = name(claims.text(userClaim));
        if (username.isEmpty() && userClaim.equals(OF_ACCESS_TOKENS)) {
            username = name(claims.text(OF_ID_TOKENS));
        }
        boolean operator =
                claims.list("cognito:groups").contains(OPERATORS)
                        || claims.list("groups").contains(OPERATORS)
                        || claims.scopes().contains(OPERATOR_SCOPE);
        return new Caller(
                username,
                fitting(claims.text("email"), 254),
                fitting(firstOf(claims, "given_name", "name"), 150),
                operator);
    }

    /** Whether there is a user who asks. */
    public boolean isUser() {
        return !username.isEmpty();
    }

    /** How the caller is called in the history of a task. */
    public String actor(Task task) {
        return isOperator && !task.username().equals(username) ? "operator" : "client";
    }

    /** A name that no user can have is none. */
    private static String name(String claim) {
        return fitting(claim, UserRef.MAX_USERNAME);
    }

    private static String fitting(String text, int maxLength) {
        return text.length() <= maxLength && Fields.isUnicode(text) ? text : "";
    }

    private static String firstOf(Claims claims, String name, String otherName) {
        String text = claims.text(name);
        return text.isEmpty() ? claims.text(otherName) : text;
    }
}
