package io.quizsmith.query;

import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.AnswersTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskView;
import io.quizsmith.input.Violation;
import io.quizsmith.json.Json;
import io.quizsmith.practice.Grade;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.task.TaskId;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A learner's answers to a quiz. */
@Path("/api/ai/tasks/{id}/answers")
public final class AnswersResource {

    private static final int MAX_BODY = 64 * 1024;
    private static final int MOST_ANSWERS = 200;

    private final Bank bank;
    private final AnswersTable answers;
    private final CallerUsers callers;
    private final InstantSource clock;

    AnswersResource(Environment environment, Bank bank, CallerUsers callers) {
        this.bank = bank;
        this.answers = new AnswersTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.callers = callers;
        this.clock = environment.clock();
    }

    @POST
    public Response grade(
            @PathParam("id") String id, byte[] body, @Context ContainerRequestContext request) {
        String requestId = Responses.requestId(request);
        if (body.length > MAX_BODY) {
            return Responses.of(Problem.tooLarge(requestId, "64 KB"));
        }
        Optional<TaskId> task = seen(id);
        if (task.isEmpty()) {
            return Responses.of(Problem.notFound(requestId, "Task not found"));
        }
        return Responses.of(
                switch (Json.read(body)) {
                    case Json.Read.NoJson() -> Problem.invalidJson(requestId);
                    case Json.Read.SomethingElse() -> Problem.notAnObject(requestId);
                    case Json.Read.AnObject(var json) -> grade(task.get(), json, requestId);
                });
    }

    private Optional<TaskId> seen(String id) {
        return TaskId.parse(id).flatMap(known -> callers.seeing(Entrance.CALLER.get(), known));
    }

    private Answer grade(TaskId task, Map<String, Object> json, String requestId) {
        return switch (AnswersForm.parse(json, MOST_ANSWERS)) {
            case AnswersForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(requestId, violations);
            case AnswersForm.Parsed.WellFormed(var sheet) -> graded(task, sheet, requestId);
        };
    }

    private Answer graded(TaskId task, Map<QuestionId, Optional<String>> sheet, String requestId) {
        List<Bank.Entry> quiz = bank.quiz(task);
        if (quiz.isEmpty()) {
            return Problem.notFound(requestId, "There is no quiz to answer: the task has none");
        }
        var strangers =
                sheet.keySet().stream()
                        .filter(id -> !id.task().equals(task) || id.number() > quiz.size())
                        .map(id -> new Violation("answers." + id, "is no question of this task"))
                        .toList();
        if (!strangers.isEmpty()) {
            return Problem.invalid(requestId, strangers);
        }
        var grade =
                new Grade(
                        quiz.stream()
                                .map(
                                        entry ->
                                                new Grade.Line(
                                                        entry.id(),
                                                        entry.question(),
                                                        sheet.getOrDefault(
                                                                entry.id(), Optional.empty())))
                                .toList());
        Instant now = clock.instant();
        boolean isNew = answers.keep(task.user(), task.value(), grade, now);
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.value());
        view.putAll(GradeView.of(grade, now));
        view.put("duplicate", !isNew);
        return Answer.json(200, view);
    }

    @GET
    public Response kept(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Responses.of(
                seen(id).map(this::kept)
                        .orElseGet(
                                () ->
                                        Problem.notFound(
                                                Responses.requestId(request), "Task not found")));
    }

    private Answer kept(TaskId task) {
        var sheets = answers.kept(task.user(), task);
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.value());
        view.put("count", sheets.size());
        view.put("sheets", sheets.stream().map(AnswersResource::view).toList());
        return Answer.json(200, view);
    }

    private static Map<String, Object> view(AnswersTable.Kept sheet) {
        var view = new LinkedHashMap<String, Object>();
        view.put("answered_at", TaskView.time(sheet.at()));
        view.put("correct", sheet.right());
        view.put("total", sheet.total());
        view.put("score", sheet.score());
        view.put("max_score", sheet.maxScore());
        return view;
    }
}
