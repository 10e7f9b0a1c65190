package io.quizsmith.submit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.caller.Admission;
import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.task.TaskId;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** POST /api/ai/generate/, and what a client may do to a task: cancel it, ask for it again. */
public final class SubmitHandler implements RequestStreamHandler {

    private final Environment environment;
    private final Admission admission;
    private final Generate generate;
    private final ChangeTask changeTask;

    /** Lambda starts here. */
    public SubmitHandler() {
        this(Environment.ofLambda());
    }

    public SubmitHandler(Environment environment) {
        this.environment = environment;
        this.admission = new Admission(environment.optionalVariable("JWT_USER_CLAIM"));
        var users = new UserTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        var callers = new CallerUsers(users, environment.clock());
        this.generate =
                new Generate(new SubmitTask(environment, users, callers), environment.clock());
        this.changeTask = new ChangeTask(environment, callers);
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
            case CANCEL -> changeTask(match.get(), request, caller, ChangeTask::cancel);
            case RETRY -> changeTask(match.get(), request, caller, ChangeTask::retry);
            case TASK -> deleteTask(match.get(), request, caller);
            case RECEIVE, HEALTH, HEALTH_DETAILS, TASKS, QUESTIONS, EVENTS, USER ->
                    throw new IllegalStateException("template.yaml routes " + path + " to submit");
        };
    }

    private Answer deleteTask(ApiPath.Match match, Request request, Caller caller) {
        return request.method().equals("DELETE")
                ? changeTask(match, request, caller, ChangeTask::cancel)
                : Problem.methodNotAllowed(request.id(), match.path());
    }

    /** A change of one task, and the answer to it. */
    private interface Change {
        Answer apply(ChangeTask changeTask, TaskId id, Caller caller, String requestId);
    }

    private Answer changeTask(ApiPath.Match match, Request request, Caller caller, Change change) {
        return TaskId.parse(match.id())
                .map(id -> change.apply(changeTask, id, caller, request.id()))
                .orElseGet(() -> Problem.notFound(request.id(), "Task not found"));
    }
}
