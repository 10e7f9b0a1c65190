package io.quizsmith.query;

import io.quizsmith.dynamo.CallbackList;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.task.TaskId;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What the worker sent for a task, as it was sent; for operators. */
@Path("/api/ai/tasks/{id}/callbacks/{callback}")
public final class CallbackResource {

    private final CallbackList callbacks;

    CallbackResource(CallbackList callbacks) {
        this.callbacks = callbacks;
    }

    @GET
    public Response callback(
            @PathParam("id") String id,
            @PathParam("callback") String digest,
            @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see callbacks",
                request,
                requestId ->
                        TaskId.parse(id)
                                .filter(task -> CallbackList.isDigest(digest))
                                .flatMap(task -> callbacks.find(task, digest))
                                .map(found -> Answer.json(200, PayloadView.of(found)))
                                .orElseGet(
                                        () -> Problem.notFound(requestId, "Callback not found")));
    }
}
