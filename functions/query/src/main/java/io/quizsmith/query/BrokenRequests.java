package io.quizsmith.query;

import io.quizsmith.function.Log;
import io.quizsmith.http.Problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

import java.util.Map;

/** What a resource threw: logged here, and kept from the caller. */
final class BrokenRequests implements ExceptionMapper<Throwable> {

    private final Log log;

    @Context private HttpHeaders headers;

    BrokenRequests(Log log) {
        this.log = log;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        String requestId = headers.getHeaderString(Entrance.REQUEST_ID);
        if (thrown instanceof WebApplicationException refused
                && refused.getResponse().getStatus() < 500) {
            return Responses.of(Problem.notFound(requestId, "Not found"));
        }
        log.error("request failed", Map.of("request_id", requestId), thrown);
        return Responses.of(Problem.internal(requestId));
    }
}
