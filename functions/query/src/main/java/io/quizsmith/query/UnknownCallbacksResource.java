package io.quizsmith.query;

import io.quizsmith.dynamo.CallbackList;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.input.Violation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import java.util.ArrayList;
import java.util.Optional;

/** What workers sent for tasks that nobody knows; for operators. */
@Path("/api/ai/callbacks/unknown")
public final class UnknownCallbacksResource {

    private final CallbackList callbacks;

    UnknownCallbacksResource(CallbackList callbacks) {
        this.callbacks = callbacks;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see callbacks", request, requestId -> list(uri.getQueryParameters(), requestId));
    }

    private Answer list(MultivaluedMap<String, String> parameters, String requestId) {
        var violations = new ArrayList<Violation>();
        int limit = PageForm.limit(parameters, violations);
        var after =
                PageForm.cursor(
                        parameters, text -> Cursor.parse(text, CallbackList::isPlace), violations);
        return violations.isEmpty()
                ? Answer.json(200, CallbackListView.of(callbacks.ofNoTask(limit, after)))
                : Problem.invalid(requestId, violations);
    }

    @GET
    @Path("{callback}")
    public Response callback(
            @PathParam("callback") String digest, @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see callbacks",
                request,
                requestId ->
                        Optional.of(digest)
                                .filter(CallbackList::isDigest)
                                .flatMap(callbacks::findOfNoTask)
                                .map(found -> Answer.json(200, PayloadView.of(found)))
                                .orElseGet(
                                        () -> Problem.notFound(requestId, "Callback not found")));
    }
}
