package io.quizsmith.query;

import io.quizsmith.http.Answer;
import io.quizsmith.json.Json;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

/** Our answers as JAX-RS has them. */
final class Responses {

    private Responses() {}

    static Response of(Answer answer) {
        return of(answer, Json.bytes(answer.body()));
    }

    /** As {@link #of(Answer)}, with a body that is at hand already. */
    static Response of(Answer answer, byte[] body) {
        var response = Response.status(answer.status()).entity(body);
        answer.headers().forEach(response::header);
        return response.build();
    }

    static String requestId(ContainerRequestContext request) {
        return request.getHeaderString(Entrance.REQUEST_ID);
    }
}
