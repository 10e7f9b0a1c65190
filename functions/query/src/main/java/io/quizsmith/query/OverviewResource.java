package io.quizsmith.query;

import io.quizsmith.dynamo.RollupTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** How things stand and how they went, for operators. */
@Path("/api/ai/overview")
public final class OverviewResource {

    private final RollupTable rollups;
    private final ReadOverview readOverview;
    private final OverviewNow overviewNow;
    private final InstantSource clock;

    OverviewResource(Environment environment) {
        this.rollups = new RollupTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.readOverview = new ReadOverview(environment);
        this.overviewNow = new OverviewNow(environment);
        this.clock = environment.clock();
    }

    @GET
    public Response overview(
            @QueryParam("window") String asked, @Context ContainerRequestContext request) {
        return Responses.of(overview(asked, Responses.requestId(request)));
    }

    private Answer overview(String asked, String requestId) {
        if (!Entrance.CALLER.get().isOperator()) {
            return Problem.forbidden(requestId, "Only operators may see the overview");
        }
        boolean any = asked == null || asked.isEmpty();
        Optional<Window> window = any ? Optional.of(Window.HOUR) : Window.ofWire(asked);
        return window.map(known -> overview(known, clock.instant()))
                .orElseGet(
                        () ->
                                Problem.invalid(
                                        requestId, "window", "must be one of " + Window.words()));
    }

    private Answer overview(Window window, Instant now) {
        var progress = rollups.progress();
        var view = new LinkedHashMap<String, Object>();
        view.put("as_of", TaskView.time(now));
        view.put("window", window.wire());
        view.put("step_seconds", window.step().toSeconds());
        view.put("now", overviewNow.view(progress, now));
        OverviewView.put(view, window, now, readOverview.read(window, progress, now));
        return Answer.json(200, view);
    }
}
