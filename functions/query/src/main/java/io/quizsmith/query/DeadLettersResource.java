package io.quizsmith.query;

import io.quizsmith.dynamo.DeadLetter;
import io.quizsmith.dynamo.DeadLetterTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import java.util.LinkedHashMap;
import java.util.Map;

/** The messages that were given up, for operators. */
@Path("/api/ai/dead-letters")
public final class DeadLettersResource {

    private final DeadLetterTable letters;

    DeadLettersResource(Environment environment) {
        this.letters =
                new DeadLetterTable(environment.dynamo(), environment.variable("TABLE_NAME"));
    }

    @GET
    public Response list(@Context UriInfo uri, @Context ContainerRequestContext request) {
        return Responses.of(list(uri, Responses.requestId(request)));
    }

    private Answer list(UriInfo uri, String requestId) {
        if (!Entrance.CALLER.get().isOperator()) {
            return Problem.forbidden(requestId, "Only operators may see dead letters");
        }
        return switch (DeadLetterListForm.parse(uri.getQueryParameters())) {
            case DeadLetterListForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(requestId, violations);
            case DeadLetterListForm.Parsed.WellFormed(var form) -> Answer.json(200, page(form));
        };
    }

    private Map<String, Object> page(DeadLetterListForm form) {
        var page =
                form.onlyOpen()
                        ? letters.listOpen(form.limit(), form.after())
                        : letters.listAll(form.limit(), form.after());
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.entries().size());
        view.put("dead_letters", page.entries().stream().map(DeadLettersResource::view).toList());
        view.put("next_cursor", page.next().orElse(null));
        return view;
    }

    private static Map<String, Object> view(DeadLetterTable.Entry entry) {
        DeadLetter letter = entry.letter();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", letter.id());
        view.put("task_id", letter.task().map(TaskId::value).orElse(""));
        view.put("body", letter.body());
        view.put("sent_at", TaskView.time(letter.sentAt()));
        view.put("found_at", TaskView.time(letter.foundAt()));
        view.put("found", letter.found());
        view.put("state", letter.state().wire());
        view.put("by", letter.by());
        view.put("at", TaskView.time(letter.at()));
        view.put("reason", letter.reason());
        view.put("task_status", entry.status().map(TaskStatus::wire).orElse(null));
        return view;
    }
}
