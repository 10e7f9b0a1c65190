package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.input.Fields;
import io.quizsmith.input.PlainText;
import io.quizsmith.json.Json;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.user.UserId;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import java.util.Map;
import java.util.Optional;

/** The question bank of a user: look through it, fetch a question, flag a bad one. */
@Path("/api/ai/questions")
public final class BankResource {

    private static final int MAX_REASON = 300;
    private static final String NOT_FOUND = "Question not found";

    private final Bank bank;
    private final CallerUsers callers;

    BankResource(Bank bank, CallerUsers callers) {
        this.bank = bank;
        this.callers = callers;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context ContainerRequestContext request) {
        String requestId = Responses.requestId(request);
        return switch (BankForm.parse(uri.getQueryParameters())) {
            case BankForm.Parsed.Malformed(var violations) ->
                    Responses.of(Problem.invalid(requestId, violations));
            case BankForm.Parsed.WellFormed(var form) -> list(form, uri, request);
        };
    }

    private Response list(BankForm form, UriInfo uri, ContainerRequestContext request) {
        String requestId = Responses.requestId(request);
        Caller caller = Entrance.CALLER.get();
        Optional<UserId> user =
                form.user().isPresent() || !caller.isUser()
                        ? form.user()
                        : Optional.of(callers.id(caller));
        if (user.isEmpty()) {
            return Responses.of(Problem.invalid(requestId, "user_id", "is required"));
        }
        if (!caller.isOperator() && !callers.id(caller).equals(user.get())) {
            return Responses.of(
                    Problem.forbidden(requestId, "user_id", "must be your own, or left out"));
        }
        var wanted =
                QuestionsForm.parse(
                        uri.getQueryParameters(), request.getHeaderString(Entrance.WANTED));
        return switch (wanted) {
            case QuestionsForm.Parsed.Malformed(var violations) ->
                    Responses.of(Problem.invalid(requestId, violations));
            case QuestionsForm.Parsed.AsJson() ->
                    Responses.of(
                            Answer.json(200, BankView.of(page(user.get(), form), form.limit())));
            case QuestionsForm.Parsed.Exported(var format) ->
                    ExportResponse.of(
                            "questions-of-" + user.get(),
                            page(user.get(), form).entries(),
                            format,
                            requestId);
        };
    }

    private Bank.Page page(UserId user, BankForm form) {
        return bank.list(user, form::fits, form.limit(), form.from());
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Responses.of(
                find(id).map(entry -> Answer.json(200, BankView.of(entry)))
                        .orElseGet(
                                () -> Problem.notFound(Responses.requestId(request), NOT_FOUND)));
    }

    private Optional<Bank.Entry> find(String id) {
        return seen(id).flatMap(bank::find);
    }

    /** The name alone says whose a question is: of somebody else's, nothing is read. */
    private Optional<QuestionId> seen(String id) {
        return QuestionId.parse(id)
                .filter(known -> callers.seeing(Entrance.CALLER.get(), known.task()).isPresent());
    }

    @POST
    @Path("{id}/flag")
    public Response flag(
            @PathParam("id") String id, byte[] body, @Context ContainerRequestContext request) {
        String requestId = Responses.requestId(request);
        if (seen(id).isEmpty()) {
            return Responses.of(Problem.notFound(requestId, NOT_FOUND));
        }
        return Responses.of(
                switch (Json.read(body)) {
                    case Json.Read.NoJson() -> Problem.invalidJson(requestId);
                    case Json.Read.SomethingElse() -> Problem.notAnObject(requestId);
                    case Json.Read.AnObject(var json) -> flag(id, json, requestId);
                });
    }

    private Answer flag(String id, Map<String, Object> json, String requestId) {
        var fields = new Fields(json);
        String reason = PlainText.line(fields.text("reason", MAX_REASON)).strip();
        if (reason.isEmpty() && fields.accepts("reason")) {
            fields.reject("reason", "is required");
        }
        return fields.violations().isEmpty()
                ? flagged(id, reason, requestId)
                : Problem.invalid(requestId, fields.violations());
    }

    @DELETE
    @Path("{id}/flag")
    public Response unflag(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Responses.of(flagged(id, "", Responses.requestId(request)));
    }

    private Answer flagged(String id, String reason, String requestId) {
        Optional<Bank.Entry> entry = find(id);
        entry.ifPresent(known -> bank.marks().flag(known.id().task().user(), known.id(), reason));
        return entry.flatMap(known -> bank.find(known.id()))
                .map(changed -> Answer.json(200, BankView.of(changed)))
                .orElseGet(() -> Problem.notFound(requestId, NOT_FOUND));
    }
}
