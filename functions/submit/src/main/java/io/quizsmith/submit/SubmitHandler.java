package io.quizsmith.submit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.caller.Admission;
import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.input.Reason;
import io.quizsmith.submit.ChangeTask.Wish;
import io.quizsmith.task.TaskId;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * POST /api/ai/generate/, and what a client may do to a task: cancel it, ask for it again. Also
 * what an operator may do to a dead letter.
 */
public final class SubmitHandler implements RequestStreamHandler {

    private final Environment environment;
    private final Admission admission;
    private final Generate generate;
    private final ChangeTask changeTask;
    private final BulkActions bulkActions;
    private final DeadLetterActions deadLetterActions;

    /** Lambda starts here. */
    public SubmitHandler() {
        this(Environment.ofLambda());
        environment.rehearse(SubmitRehearsal.rehearsal(), this);
    }

    public SubmitHandler(Environment environment) {
        this.environment = environment;
        this.admission = new Admission(environment.optionalVariable("JWT_USER_CLAIM"));
        var forecasts = environment.forecasts();
        var accepted = new Accepted(forecasts);
        var table = environment.variable("TABLE_NAME");
        var users = new UserTable(environment.dynamo(), table, forecasts);
        var callers = new CallerUsers(users, environment.clock());
        this.generate =
                new Generate(
                        new SubmitTask(environment, users, callers), accepted, environment.clock());
        var tasks = new TaskTable(environment.dynamo(), table, environment.shards(), forecasts);
        var changes = new TaskChanges(environment, tasks);
        this.changeTask = new ChangeTask(tasks, changes, callers, accepted);
        this.bulkActions = new BulkActions(environment, users, tasks, changes);
        this.deadLetterActions = new DeadLetterActions(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        var request = Request.read(event);
        answerSafely(request).write(output, request);
    }

    private Answer answerSafely(Request request) {
        try {
            return switch (admission.judge(request)) {
                case Admission.Verdict.Refused(var answer) -> answer;
                case Admission.Verdict.Admitted(var caller) -> answer(request, caller);
            };
        } catch (RuntimeException broken) {
            environment.log().error("request failed", Map.of("request_id", request.id()), broken);
            return Problem.internal(request.id());
        }
    }

    private Answer answer(Request request, Caller caller) {
        Optional<ApiPath.Match> match = ApiPath.match(request.path());
        if (match.isEmpty()) {
            return Problem.notFound(request.id(), "Not found");
        }
        var path = match.get().path();
        if (!path.allows(request.method())) {
            return Problem.methodNotAllowed(request.id(), path);
        }
        return switch (path) {
            case GENERATE -> generate.answer(request, caller);
            case CANCEL -> changeTask(match.get(), request, caller, changeTask::cancel);
            case RETRY -> changeTask(match.get(), request, caller, changeTask::retry);
            case FAIL -> failTask(match.get(), request, caller);
            case BULKS, BULK_RUN -> bulk(match.get(), request, caller);
            case TASK -> deleteTask(match.get(), request, caller);
            case REDRIVE -> deadLetterActions.redrive(match.get().id(), request, caller);
            case DISCARD -> deadLetterActions.discard(match.get().id(), request, caller);
            case RECEIVE,
                    HEALTH,
                    HEALTH_DETAILS,
                    TASKS,
                    QUESTIONS,
                    EVENTS,
                    DETAILS,
                    CALLBACK,
                    UNKNOWN_CALLBACKS,
                    UNKNOWN_CALLBACK,
                    USERS,
                    BULK,
                    ANSWERS,
                    BANK,
                    QUESTION,
                    FLAG,
                    PRACTICE,
                    PRACTICE_ANSWERS,
                    STATISTICS,
                    USER,
                    OVERVIEW,
                    DEAD_LETTERS ->
                    throw new IllegalStateException("template.yaml routes " + path + " to submit");
        };
    }

    private Answer bulk(ApiPath.Match match, Request request, Caller caller) {
        if (!caller.isOperator()) {
            return Problem.forbidden(request.id(), "Only operators may act on many tasks");
        }
        if (match.path() == ApiPath.BULK_RUN) {
            var reason = Reason.read(JsonBody.orNothing(request));
            return bulkActions.run(match.id(), reason, request.id());
        }
        return request.method().equals("POST")
                ? JsonBody.read(request, json -> bulkActions.prepare(json, request.id()))
                : Problem.methodNotAllowed(request.id(), match.path());
    }

    private Answer deleteTask(ApiPath.Match match, Request request, Caller caller) {
        return request.method().equals("DELETE")
                ? changeTask(match, request, caller, changeTask::cancel)
                : Problem.methodNotAllowed(request.id(), match.path());
    }

    /**
     * A reason may come with the request. Clients of old send no body, or anything: what is no JSON
     * object is left unread.
     */
    private static Answer changeTask(
            ApiPath.Match match, Request request, Caller caller, Function<Wish, Answer> change) {
        return changeTask(match, request, caller, Reason.read(JsonBody.orNothing(request)), change);
    }

    private Answer failTask(ApiPath.Match match, Request request, Caller caller) {
        if (!caller.isOperator()) {
            return Problem.forbidden(request.id(), "Only operators may fail tasks");
        }
        return JsonBody.read(
                request,
                json -> changeTask(match, request, caller, Reason.require(json), changeTask::fail));
    }

    private static Answer changeTask(
            ApiPath.Match match,
            Request request,
            Caller caller,
            Reason.Parsed reason,
            Function<Wish, Answer> change) {
        return switch (reason) {
            case Reason.Parsed.Malformed(var violations) ->
                    Problem.invalid(request.id(), violations);
            case Reason.Parsed.Given(var text) ->
                    TaskId.parse(match.id())
                            .map(id -> new Wish(id, caller, text, request.id()))
                            .map(change)
                            .orElseGet(() -> Problem.notFound(request.id(), "Task not found"));
        };
    }
}
