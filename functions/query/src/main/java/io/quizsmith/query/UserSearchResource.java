package io.quizsmith.query;

import io.quizsmith.dynamo.UserSearch;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.input.Violation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Users, many at once, for operators. */
@Path("/api/ai/users")
public final class UserSearchResource {

    private static final int MOST = 254;

    private final UserSearch search;

    UserSearchResource(UserSearch search) {
        this.search = search;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context ContainerRequestContext request) {
        return OperatorsOnly.may(
                "see users", request, requestId -> list(uri.getQueryParameters(), requestId));
    }

    private Answer list(MultivaluedMap<String, String> parameters, String requestId) {
        var violations = new ArrayList<Violation>();
        String text = PageForm.text(parameters, "q").map(String::strip).orElse("");
        if (text.codePointCount(0, text.length()) > MOST) {
            violations.add(new Violation("q", "must be at most " + MOST + " characters"));
        }
        int limit = PageForm.limit(parameters, violations);
        var after =
                PageForm.cursor(
                        parameters,
                        sent -> Cursor.parse(sent, place -> UserSearch.isPlace(place, text)),
                        violations);
        return violations.isEmpty()
                ? Answer.json(200, view(search.find(text, limit, after)))
                : Problem.invalid(requestId, violations);
    }

    private static Map<String, Object> view(UserSearch.Page page) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.users().size());
        view.put("users", page.users().stream().map(UserView::of).toList());
        view.put("next_cursor", page.next().map(Cursor::of).orElse(null));
        return view;
    }
}
