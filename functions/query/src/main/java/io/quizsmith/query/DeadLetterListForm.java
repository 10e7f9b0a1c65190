package io.quizsmith.query;

import io.quizsmith.dynamo.DeadLetter;
import io.quizsmith.input.Violation;

import jakarta.ws.rs.core.MultivaluedMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query parameters of GET /api/ai/dead-letters/. An empty one counts as absent. */
record DeadLetterListForm(boolean onlyOpen, int limit, Optional<String> after) {

    /** What reading the parameters comes to. */
    sealed interface Parsed {
        record WellFormed(DeadLetterListForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(MultivaluedMap<String, String> parameters) {
        var violations = new ArrayList<Violation>();
        String state = PageForm.text(parameters, "state").orElse("open");
        if (!List.of("open", "all").contains(state)) {
            violations.add(new Violation("state", "must be one of open, all"));
        }
        var form =
                new DeadLetterListForm(
                        state.equals("open"),
                        PageForm.limit(parameters, violations),
                        PageForm.cursor(
                                parameters,
                                sent -> Optional.of(sent).filter(DeadLetter::isId),
                                violations));
        return violations.isEmpty()
                ? new Parsed.WellFormed(form)
                : new Parsed.Malformed(violations);
    }
}
