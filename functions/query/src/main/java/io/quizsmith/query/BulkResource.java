package io.quizsmith.query;

import io.quizsmith.dynamo.BulkTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.BulkView;
import io.quizsmith.http.Problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Actions on many tasks, and how far they are; for operators. */
@Path("/api/ai/bulk")
public final class BulkResource {

    private static final int LATEST = 20;

    private final BulkTable bulks;
    private final InstantSource clock;

    BulkResource(Environment environment) {
        this.bulks = new BulkTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.clock = environment.clock();
    }

    @GET
    public Response latest(@Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see bulk actions", request, requestId -> Answer.json(200, latest()));
    }

    private Map<String, Object> latest() {
        var latest = bulks.last(LATEST, clock.instant());
        var view = new LinkedHashMap<String, Object>();
        view.put("count", latest.size());
        view.put("bulk", latest.stream().map(BulkView::of).toList());
        return view;
    }

    @GET
    @Path("{id}")
    public Response bulk(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see bulk actions",
                request,
                requestId ->
                        bulks.find(id, clock.instant())
                                .map(bulk -> Answer.json(200, BulkView.withSample(bulk)))
                                .orElseGet(
                                        () ->
                                                Problem.notFound(
                                                        requestId, "Bulk action not found")));
    }
}
