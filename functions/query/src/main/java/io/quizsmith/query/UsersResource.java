package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.caller.CallerUsers;
import io.quizsmith.dynamo.QuotaTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.json.Json;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Users, one at a time. */
@Path("/api/ai/users/{id}")
public final class UsersResource {

    private static final int MAX_BODY = 64 * 1024;

    private final UserTable users;
    private final CallerUsers callers;
    private final QuotaTable quotas;
    private final InstantSource clock;

    UsersResource(Environment environment, UserTable users, CallerUsers callers) {
        this.quotas = environment.quotas();
        this.clock = environment.clock();
        this.users = users;
        this.callers = callers;
    }

    @GET
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Responses.of(
                id(id).filter(this::mayBeSeen)
                        .flatMap(known -> users.find(new UserRef.ById(known)))
                        .map(user -> Answer.json(200, view(user)))
                        .orElseGet(
                                () ->
                                        Problem.notFound(
                                                Responses.requestId(request),
                                                "User not found: " + id)));
    }

    private Map<String, Object> view(User user) {
        return Entrance.CALLER.get().isOperator()
                ? UserView.of(user, quotas.look(user.id(), clock.instant()))
                : UserView.of(user);
    }

    private boolean mayBeSeen(UserId id) {
        Caller caller = Entrance.CALLER.get();
        return caller.isOperator() || callers.id(caller).equals(id);
    }

    @PUT
    public Response put(
            @PathParam("id") String id, byte[] body, @Context ContainerRequestContext request) {
        return Responses.of(put(id, body, Responses.requestId(request)));
    }

    private Answer put(String id, byte[] body, String requestId) {
        if (!Entrance.CALLER.get().isOperator()) {
            return Problem.forbidden(requestId, "Only operators may change users");
        }
        if (body.length > MAX_BODY) {
            return Problem.tooLarge(requestId, "64 KB");
        }
        return id(id).map(known -> put(known, body, requestId))
                .orElseGet(() -> Problem.invalid(requestId, "id", "must be a positive integer"));
    }

    private Answer put(UserId id, byte[] body, String requestId) {
        return switch (Json.read(body)) {
            case Json.Read.NoJson() -> Problem.invalidJson(requestId);
            case Json.Read.SomethingElse() -> Problem.notAnObject(requestId);
            case Json.Read.AnObject(var json) -> put(id, json, requestId);
        };
    }

    private Answer put(UserId id, Map<String, Object> json, String requestId) {
        return switch (User.parse(id, json)) {
            case User.Parsed.Malformed(var violations) -> Problem.invalid(requestId, violations);
            case User.Parsed.WellFormed(var user) ->
                    switch (users.put(user)) {
                        case UserTable.Put.Created() -> Answer.json(201, UserView.of(user));
                        case UserTable.Put.Replaced() -> Answer.json(200, UserView.of(user));
                        case UserTable.Put.UsernameTaken() ->
                                Problem.conflict(requestId, "Another user has this username");
                        case UserTable.Put.Conflict() ->
                                Problem.conflict(
                                                requestId,
                                                "The user was changed at the same time: try again")
                                        .with("Retry-After", "1");
                    };
        };
    }

    private static Optional<UserId> id(String text) {
        return text.matches("[1-9][0-9]{0,17}")
                ? Optional.of(new UserId(Long.parseLong(text)))
                : Optional.empty();
    }
}
