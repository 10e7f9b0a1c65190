package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.Forecasts;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.RetryAfter;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import java.util.Optional;

/**
 * Lists of tasks, their questions, and what happened to them; the status of one is answered before
 * JAX-RS.
 */
@Path("/api/ai/tasks")
public final class TasksResource {

    private final VisibleTasks tasks;
    private final TaskLists lists;
    private final ResultTable results;
    private final UserTable users;
    private final CallerUsers callers;
    private final Bank bank;
    private final Forecasts forecasts;

    TasksResource(
            Environment environment,
            UserTable users,
            CallerUsers callers,
            VisibleTasks tasks,
            Bank bank,
            Forecasts forecasts) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.tasks = tasks;
        this.lists = new TaskLists(dynamo, table, environment.shards());
        this.results = new ResultTable(dynamo, table);
        this.users = users;
        this.callers = callers;
        this.bank = bank;
        this.forecasts = forecasts;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context ContainerRequestContext request) {
        return Responses.of(list(uri, Responses.requestId(request)));
    }

    private Answer list(UriInfo uri, String requestId) {
        return switch (ListForm.parse(uri.getQueryParameters())) {
            case ListForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(requestId, violations);
            case ListForm.Parsed.WellFormed(var form) -> {
                Caller caller = Entrance.CALLER.get();
                yield caller.isOperator()
                        ? listAny(form, requestId)
                        : listOwn(form, caller, requestId);
            }
        };
    }

    private Answer listAny(ListForm form, String requestId) {
        Optional<User> user = form.user().flatMap(users::find);
        return form.user().isPresent() && user.isEmpty()
                ? Problem.notFound(requestId, "User not found: " + form.user().get())
                : page(form, user.map(User::id));
    }

    private Answer listOwn(ListForm form, Caller caller, String requestId) {
        UserId own = callers.id(caller);
        Optional<UserRef> asked = form.user();
        return asked.isEmpty() || asked.get().names(own, caller.username())
                ? page(form, Optional.of(own))
                : Problem.forbidden(requestId, "user_id", "must be your own, or left out");
    }

    private Answer page(ListForm form, Optional<UserId> user) {
        return Answer.json(200, TaskListView.of(lists.list(form.query(user)), form.limit()));
    }

    private Optional<Task> find(String id) {
        return tasks.find(id, Entrance.CALLER.get());
    }

    @GET
    @Path("{id}/questions")
    public Response questions(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context ContainerRequestContext request) {
        String requestId = Responses.requestId(request);
        var form =
                QuestionsForm.parse(
                        uri.getQueryParameters(), request.getHeaderString(Entrance.WANTED));
        return find(id).map(task -> questions(task, form, requestId))
                .orElseGet(() -> notFound(requestId));
    }

    private Response questions(Task task, QuestionsForm.Parsed form, String requestId) {
        return switch (form) {
            case QuestionsForm.Parsed.Malformed(var violations) ->
                    Responses.of(Problem.invalid(requestId, violations));
            case QuestionsForm.Parsed.Exported(var format)
                    when task.status() == TaskStatus.COMPLETED ->
                    ExportResponse.of(task.id().value(), bank.quiz(task), format, requestId);
            case QuestionsForm.Parsed.Exported other -> Responses.of(questions(task, requestId));
            case QuestionsForm.Parsed.AsJson() -> Responses.of(questions(task, requestId));
        };
    }

    private Answer questions(Task task, String requestId) {
        return switch (task.status()) {
            case QUEUED, PROCESSING ->
                    RetryAfter.hint(
                            Problem.conflict(
                                    requestId,
                                    "The quiz is not ready yet: the task is "
                                            + task.status().wire()),
                            task,
                            forecasts.eta(task));
            case FAILED, CANCELLED ->
                    Problem.conflict(
                            requestId,
                            "There is no quiz: the task is "
                                    + task.status().wire()
                                    + ". "
                                    + task.errorMessage());
            case COMPLETED ->
                    Answer.json(
                            200, QuizView.of(task, results.questions(task.id(), task.result())));
        };
    }

    @GET
    @Path("{id}/events")
    public Response events(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return find(id).map(task -> Responses.of(Answer.json(200, HistoryView.of(task))))
                .orElseGet(() -> notFound(Responses.requestId(request)));
    }

    private static Response notFound(String requestId) {
        return Responses.of(Problem.notFound(requestId, "Task not found"));
    }
}
