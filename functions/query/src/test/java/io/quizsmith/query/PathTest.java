package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class PathTest {

    private static QueryFunction query;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/ai",
                "/api/ai/",
                "/api/ai/nothing",
                "/api/ai/users//",
                "/api/ai/callbacks/",
                "/api/ai/bulk/a/b",
                "/api//ai/health",
                "//api/ai/health",
                "/api/ai/health//",
                "/api/ai/tasks//",
                "/api/ai/tasks//questions",
                "/api/ai/tasks/../health",
                "/api/ai/./health",
                "/api/ai/tasks/a/b/",
                "/api/ai/tasks/a/questions/b",
                "/api/ai/%68ealth",
                "/api/ai/health%2f",
                "/api/ai%2fhealth",
                "/api/ai/health/%",
                "/api/ai/HEALTH",
                "/api/ai/{id}",
                "/api/ai/health;a=b",
                "/api/ai/ü",
                "/api/ai/application.wadl",
                "\\",
                "health"
            })
    void everythingElseIsNotFound(String path) {
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}) {
            var answer = query.send(method, path, "", Map.of());
            assertThat(answer.status()).as(method).isEqualTo(404);
        }
        query.get(path).isProblem(404, "Not found");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/ai/tasks/, GET only, 'GET, HEAD'",
        "POST, /api/ai/tasks/task-1-1, GET only, 'GET, DELETE, HEAD'",
        "OPTIONS, /api/ai/tasks, GET only, 'GET, HEAD'",
        "DELETE, /api/ai/tasks/task-1-1/questions/, GET only, 'GET, HEAD'",
        "GET, /api/ai/tasks/task-1-1/cancel, POST only, POST",
        "HEAD, /api/ai/tasks/task-1-1/cancel/, POST only, POST",
        "GET, /api/ai/tasks/task-1-1/retry/, POST only, POST",
        "GET, /api/ai/generate, POST only, POST",
        "PATCH, /api/ai/users/1, GET only, 'GET, PUT, HEAD'",
        "get, /api/ai/health, GET only, 'GET, HEAD'",
        "PUT, /api/ai/health, GET only, 'GET, HEAD'"
    })
    void aMethodThatAPathDoesNotKnowIsNamed(
            String method, String path, String error, String allow) {
        var answer = query.send(method, path, "", Map.of());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allow);
        if (!method.equals("HEAD")) {
            answer.isProblem(405, error);
        }
    }

    @Test
    void headersOfAnyShapeAreNoReasonToFail() {
        var headers =
                Map.of(
                        "accept", "text/plain;;q=x,",
                        "accept-language", "xx-\u0000",
                        "authorization", "Bearer a.b.c",
                        "content-length", "many",
                        "content-type", "multipart/form-data",
                        "cookie", "=;=;",
                        "host", "evil.example.com:99999",
                        "x-forwarded-port", "-1",
                        "x-request-id", "forged");

        assertThat(query.send("GET", "/api/ai/tasks", "body", headers).status()).isEqualTo(200);
    }
}
