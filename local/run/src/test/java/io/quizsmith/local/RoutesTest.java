package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.local.Routes.Route;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class RoutesTest {

    private static final Routes ROUTES =
            new Routes(
                    List.of(
                            new Route("ANY", "/api/{proxy+}", "Rest", true),
                            new Route("ANY", "/api/tasks/{proxy+}", "Query", true),
                            new Route("POST", "/api/tasks/{proxy+}", "Submit", true),
                            new Route("ANY", "/api/tasks", "Query", true),
                            new Route("GET", "/api/tasks/{id}", "One", true),
                            new Route("POST", "/exact", "Exact", true)));

    @Test
    void aSlashAtTheEndIsAnotherPathUnlessARouteIsGreedy() {
        assertThat(function("POST", "/exact")).contains("Exact");
        assertThat(function("POST", "/exact/")).isEmpty();
        assertThat(function("GET", "/api/tasks/")).contains("Query");
    }

    @Test
    void theMostSpecificPathWinsThenTheMethod() {
        assertThat(function("GET", "/api/tasks")).contains("Query");
        assertThat(function("GET", "/api/tasks/1")).contains("One");
        assertThat(function("POST", "/api/tasks/1")).contains("Submit");
        assertThat(function("PUT", "/api/tasks/1/2")).contains("Query");
        assertThat(function("GET", "/api/other")).contains("Rest");
    }

    @Test
    void whatNoRouteNamesIsNotThere() {
        assertThat(function("GET", "/exact")).isEmpty();
        assertThat(function("GET", "/")).isEmpty();
        assertThat(function("GET", "/apis/tasks")).isEmpty();
    }

    @Test
    void variablesStandForWhatWasAsked() {
        assertThat(ROUTES.match("POST", "/api/tasks/a/b").orElseThrow().pathParameters())
                .containsEntry("proxy", "a/b");
        assertThat(ROUTES.match("GET", "/api/tasks/a").orElseThrow().pathParameters())
                .containsEntry("id", "a");
    }

    private static Optional<String> function(String method, String path) {
        return ROUTES.match(method, path).map(match -> match.route().function());
    }
}
