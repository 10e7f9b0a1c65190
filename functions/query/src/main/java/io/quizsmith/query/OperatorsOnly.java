package io.quizsmith.query;

import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import java.util.function.Function;

/** What operators alone are answered; nothing is read for anybody else. */
final class OperatorsOnly {

    private OperatorsOnly() {}

    /**
     * @param what others are told that only operators may do
     * @param answer for an operator, from the request's id
     */
    static Response may(
            String what, ContainerRequestContext request, Function<String, Answer> answer) {
        String requestId = Responses.requestId(request);
        return Responses.of(
                Entrance.CALLER.get().isOperator()
                        ? answer.apply(requestId)
                        : Problem.forbidden(requestId, "Only operators may " + what));
    }
}
