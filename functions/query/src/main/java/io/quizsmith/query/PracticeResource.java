package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.AnswersTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.input.Fields;
import io.quizsmith.input.Violation;
import io.quizsmith.json.Json;
import io.quizsmith.practice.Grade;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.practice.Skills;
import io.quizsmith.user.UserId;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Practice: sets of questions not seen for longest, the answers to them, and what those say. */
@Path("/api/ai")
public final class PracticeResource {

    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_SET = 50;
    private static final int DEFAULT_SET = 10;

    private final Bank bank;
    private final AnswersTable answers;
    private final CallerUsers callers;
    private final InstantSource clock;

    PracticeResource(Environment environment, Bank bank, CallerUsers callers) {
        this.bank = bank;
        this.answers = new AnswersTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.callers = callers;
        this.clock = environment.clock();
    }

    @POST
    @Path("practice")
    public Response set(byte[] body, @Context ContainerRequestContext request) {
        return Responses.of(read(body, Responses.requestId(request), this::set));
    }

    @POST
    @Path("practice/answers")
    public Response grade(byte[] body, @Context ContainerRequestContext request) {
        return Responses.of(read(body, Responses.requestId(request), this::grade));
    }

    /** What is done with a body. */
    private interface Step {
        Answer apply(Map<String, Object> json, String requestId);
    }

    private static Answer read(byte[] body, String requestId, Step step) {
        if (body.length > MAX_BODY) {
            return Problem.tooLarge(requestId, "64 KB");
        }
        return switch (Json.read(body)) {
            case Json.Read.NoJson() -> Problem.invalidJson(requestId);
            case Json.Read.SomethingElse() -> Problem.notAnObject(requestId);
            case Json.Read.AnObject(var json) -> step.apply(json, requestId);
        };
    }

    private Answer set(Map<String, Object> json, String requestId) {
        var fields = new Fields(json);
        int size = fields.integer("size", 1, MAX_SET, DEFAULT_SET);
        String type = fields.text("type", 200).strip();
        String difficulty = fields.text("difficulty", 200).strip();
        Optional<UserId> user = learner(json, fields);
        if (!fields.violations().isEmpty()) {
            return Problem.invalid(requestId, fields.violations());
        }
        if (user.isEmpty()) {
            return Problem.forbidden(requestId, "user_id", "must be your own, or left out");
        }
        var picked =
                bank.notSeenForLongest(
                        user.get(),
                        entry ->
                                isOrAny(type, entry.question().type())
                                        && isOrAny(difficulty, entry.question().difficulty()),
                        size);
        bank.marks()
                .seen(user.get(), picked.stream().map(Bank.Entry::id).toList(), clock.instant());
        var view = new LinkedHashMap<String, Object>();
        view.put("user_id", user.get().value());
        view.put("count", picked.size());
        view.put("questions", picked.stream().map(BankView::unanswered).toList());
        return Answer.json(200, view);
    }

    private static boolean isOrAny(String wanted, String word) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(word.strip());
    }

    /** Whose practice it is; empty where that is not the caller's to say. */
    private Optional<UserId> learner(Map<String, Object> json, Fields fields) {
        Caller caller = Entrance.CALLER.get();
        boolean isNamed = json.get("user_id") != null;
        if (!isNamed && caller.isUser()) {
            return Optional.of(callers.id(caller));
        }
        var id = Fields.wholeNumber(json.get("user_id"));
        if (id.isEmpty() || id.getAsLong() <= 0) {
            fields.reject("user_id", isNamed ? "must be a positive integer id" : "is required");
            return Optional.empty();
        }
        var named = new UserId(id.getAsLong());
        return caller.isOperator() || callers.id(caller).equals(named)
                ? Optional.of(named)
                : Optional.empty();
    }

    private Answer grade(Map<String, Object> json, String requestId) {
        return switch (AnswersForm.parse(json, MAX_SET)) {
            case AnswersForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(requestId, violations);
            case AnswersForm.Parsed.WellFormed(var sheet) -> graded(sheet, requestId);
        };
    }

    private Answer graded(Map<QuestionId, Optional<String>> sheet, String requestId) {
        UserId learner = sheet.keySet().iterator().next().task().user();
        var found = bank.find(ownOf(learner, sheet));
        var lines = new ArrayList<Grade.Line>();
        var violations = new ArrayList<Violation>();
        sheet.forEach(
                (id, letter) ->
                        Optional.ofNullable(found.get(id))
                                .ifPresentOrElse(
                                        entry ->
                                                lines.add(
                                                        new Grade.Line(
                                                                id, entry.question(), letter)),
                                        () ->
                                                violations.add(
                                                        new Violation(
                                                                "answers." + id,
                                                                "is no question of yours"))));
        if (!violations.isEmpty()) {
            return Problem.invalid(requestId, violations);
        }
        var grade = new Grade(lines);
        var now = clock.instant();
        boolean isNew = answers.keep(learner, "practice", grade, now);
        var view = GradeView.of(grade, now);
        view.put("duplicate", !isNew);
        return Answer.json(200, view);
    }

    /** Of others' questions nothing is read, as if there were none. */
    private List<QuestionId> ownOf(UserId learner, Map<QuestionId, Optional<String>> sheet) {
        Caller caller = Entrance.CALLER.get();
        return sheet.keySet().stream()
                .filter(id -> id.task().isOf(learner))
                .filter(id -> callers.seeing(caller, id.task()).isPresent())
                .toList();
    }

    @GET
    @Path("users/{id}/statistics")
    public Response statistics(
            @PathParam("id") String id, @Context ContainerRequestContext request) {
        return Responses.of(
                Optional.of(id)
                        .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                        .map(text -> new UserId(Long.parseLong(text)))
                        .filter(this::mayBeSeen)
                        .map(user -> Answer.json(200, view(user, answers.skills(user))))
                        .orElseGet(
                                () ->
                                        Problem.notFound(
                                                Responses.requestId(request),
                                                "User not found: " + id)));
    }

    private boolean mayBeSeen(UserId id) {
        Caller caller = Entrance.CALLER.get();
        return caller.isOperator() || callers.id(caller).equals(id);
    }

    private static Map<String, Object> view(UserId user, Skills skills) {
        var view = new LinkedHashMap<String, Object>();
        view.put("user_id", user.value());
        view.put(
                "skills",
                skills.inOrder().stream()
                        .map(
                                each ->
                                        Map.of(
                                                "question_type", each.getKey().type(),
                                                "difficulty", each.getKey().difficulty(),
                                                "answered", each.getValue().answered(),
                                                "correct", each.getValue().right(),
                                                "share", each.getValue().share()))
                        .toList());
        view.put("weak_skills", skills.weak());
        return view;
    }
}
