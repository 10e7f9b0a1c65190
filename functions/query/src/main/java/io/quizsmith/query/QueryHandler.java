package io.quizsmith.query;

import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.caller.Admission;
import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.Answer;
import io.quizsmith.http.ApiPath;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Everything that is read: tasks, questions, users, health, by JAX-RS resources, but for the status
 * of a task; and the console's pages.
 */
public final class QueryHandler implements RequestStreamHandler {

    private final Environment environment;
    private final Console console;
    private final Entrance entrance;
    private final TaskStatusAnswer taskStatus;
    private final QueryContainer container;
    private final Log log;

    /** Lambda starts here. */
    public QueryHandler() {
        this(Environment.ofLambda());
        environment.rehearse(QueryRehearsal.rehearsal(), this);
    }

    public QueryHandler(Environment environment) {
        this.environment = environment;
        this.console = new Console(environment);
        this.entrance = new Entrance(new Admission(environment.optionalVariable("JWT_USER_CLAIM")));
        var table = environment.variable("TABLE_NAME");
        var users = new UserTable(environment.dynamo(), table);
        var callers = new CallerUsers(users, environment.clock());
        var forecasts = environment.forecasts();
        var known = new TaskTable(environment.dynamo(), table, environment.shards(), forecasts);
        var tasks = new VisibleTasks(known, callers);
        this.taskStatus = new TaskStatusAnswer(tasks, forecasts, new Waiting(environment));
        this.container =
                new QueryContainer(
                        new QueryApplication(environment, users, callers, tasks, forecasts));
        this.log = environment.log();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        var request = Request.read(event);
        if (Console.isAskedFor(request.path())) {
            console.answer(request, output);
            return;
        }
        switch (entrance.judge(request)) {
            case Entrance.Verdict.TurnedAway(var answer) -> answer.write(output, request);
            case Entrance.Verdict.Admitted(var match, var caller) ->
                    answerSafely(request, match, caller, context, output);
        }
    }

    private void answerSafely(
            Request request,
            ApiPath.Match match,
            Caller caller,
            Context context,
            OutputStream output)
            throws IOException {
        try {
            if (match.path() == ApiPath.TASK && !request.method().equals("DELETE")) {
                var asked = new TaskStatusAnswer.Asked(match.id(), request, caller, context);
                taskStatus.answer(asked, output);
            } else {
                ask(request, caller, context, output);
            }
        } catch (RuntimeException broken) {
            log.error("request failed", Map.of("request_id", request.id()), broken);
            Problem.internal(request.id()).write(output, request);
        }
    }

    private void ask(Request request, Caller caller, Context context, OutputStream output)
            throws IOException {
        AwsProxyResponse response =
                ScopedValue.where(Entrance.CALLER, caller)
                        .call(() -> container.proxy(Entrance.respelt(request), context));
        String body = response.getBody() == null ? "" : response.getBody();
        Answer.write(
                output,
                request,
                response.getStatusCode(),
                response.getHeaders(),
                body,
                response.isBase64Encoded());
    }
}
