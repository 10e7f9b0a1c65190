package io.quizsmith.query;

import io.quizsmith.dynamo.CallbackList;
import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;
import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that is known of one task, for operators. */
@Path("/api/ai/tasks/{id}/details")
public final class DetailsResource {

    private final TaskTable tasks;
    private final CallbackList callbacks;
    private final Forecasts forecasts;

    DetailsResource(Environment environment, Forecasts forecasts) {
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(environment.dynamo(), table, environment.shards(), forecasts);
        this.forecasts = forecasts;
        this.callbacks = new CallbackList(environment.dynamo(), table);
    }

    @GET
    public Response details(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see details",
                request,
                requestId ->
                        TaskId.parse(id)
                                .flatMap(tasks::find)
                                .map(task -> Answer.json(200, view(task)))
                                .orElseGet(() -> Problem.notFound(requestId, "Task not found")));
    }

    private Map<String, Object> view(Task task) {
        var view = new LinkedHashMap<>(TaskView.of(task, forecasts.eta(task)));
        view.put("username", task.username());
        view.put("round", task.round());
        view.put("deadline", TaskView.time(task.deadline()));
        view.put("worker_task_id", task.workerTaskId());
        view.put("request", request(task.request()));
        view.put("events", HistoryView.events(task));
        view.put(
                "callbacks",
                callbacks.of(task.id()).stream().map(CallbackListView::entry).toList());
        return view;
    }

    private static Map<String, Object> request(QuizRequest request) {
        var view = new LinkedHashMap<String, Object>();
        view.put("quiz_size", request.quizSize());
        view.put("declared_level", request.declaredLevel());
        view.put("profession", request.profession());
        view.put("goals", request.goals());
        view.put("preferred_topics", request.preferredTopics());
        view.put("weak_skills", request.weakSkills());
        view.put("extra_instructions", request.extraInstructions());
        view.put("study_frequency", request.studyFrequency());
        view.put(
                "motivation_level",
                request.motivationLevel().isPresent()
                        ? request.motivationLevel().getAsInt()
                        : null);
        return view;
    }
}
