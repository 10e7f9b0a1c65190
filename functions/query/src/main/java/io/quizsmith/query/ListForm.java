package io.quizsmith.query;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.http.TaskFilter;
import io.quizsmith.input.Violation;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import jakarta.ws.rs.core.MultivaluedMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The query parameters of GET /api/ai/tasks/. An empty one counts as absent. */
record ListForm(TaskFilter filter, int limit, Optional<String> after) {

    /** What reading the parameters comes to. */
    sealed interface Parsed {
        record WellFormed(ListForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(MultivaluedMap<String, String> parameters) {
        var violations = new ArrayList<Violation>();
        var form =
                new ListForm(
                        TaskFilter.read(name -> PageForm.text(parameters, name), violations),
                        PageForm.limit(parameters, violations),
                        PageForm.cursor(parameters, Cursor::parse, violations));
        return violations.isEmpty()
                ? new Parsed.WellFormed(form)
                : new Parsed.Malformed(violations);
    }

    Optional<UserRef> user() {
        return filter.user();
    }

    TaskLists.Query query(Optional<UserId> id) {
        return new TaskLists.Query(
                id,
                filter.status().map(Set::of).orElse(Set.of()),
                filter.declaredLevel(),
                filter.createdFrom(),
                filter.createdTo(),
                limit,
                after);
    }
}
