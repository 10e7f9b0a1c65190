package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** What browsers are told: by every answer, and of the pages that may ask. */
class BrowserTest {

    private static final String LISTED = "http://localhost:3000";
    private static final List<String> PATHS =
            List.of(
                    "/api/ai/generate/",
                    "/api/ai/receive/",
                    "/api/ai/health/",
                    "/api/ai/tasks/",
                    "/api/ai/tasks/?limit=-1",
                    "/api/ai/tasks/?user_id=987654321",
                    "/api/ai/tasks/no-task/",
                    "/api/ai/tasks/no-task/questions/",
                    "/api/ai/tasks/no-task/events/",
                    "/api/ai/tasks/no-task/cancel/",
                    "/api/ai/tasks/no-task/retry/",
                    "/api/ai/users/1/",
                    "/api/ai/users/987654321/",
                    "/api/ai/nothing/");

    private final Api api = Run.api();

    @Test
    void everyAnswerOfOursHasTheSecurityHeaders() {
        var seen = new ArrayList<Integer>();
        for (var path : PATHS) {
            for (var method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")) {
                Reply reply = api.call(method, path);
                assertThat(reply.header("X-Request-Id")).as(method + " " + path).isNotEmpty();
                SecurityHeaders.check(reply);
                seen.add(reply.status());
            }
        }
        Reply accepted = api.generate("{\"user_id\": 1}");
        Reply task = api.awaitEnd(accepted.text("task_id"));
        Reply unchanged =
                api.get(
                        "/api/ai/tasks/" + accepted.text("task_id") + "/",
                        "If-None-Match",
                        task.header("ETag"));
        Reply notJson = api.generate("{}", "Content-Type", "text/plain");
        Reply tooLarge = api.generate("{\"x\": \"" + "x".repeat(70_000) + "\"}");
        for (var reply : List.of(accepted, task, unchanged, notJson, tooLarge)) {
            SecurityHeaders.check(reply);
            seen.add(reply.status());
        }
        seen.add(Run.receive().post("/", "{}").status());
        assertThat(seen).contains(200, 202, 400, 401, 404, 405, 413, 415);
    }

    @Test
    void aPageOfAListedOriginMayAskAndRead() {
        Reply preflight = preflight(LISTED);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Idempotency-Key");
        for (var path : PATHS) {
            Reply reply = api.get(path, "Origin", LISTED);
            assertThat(reply.header("Access-Control-Allow-Origin")).as(path).isEqualTo(LISTED);
            assertThat(reply.header("Vary")).contains("Origin");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(reply.header("Access-Control-Expose-Headers"))
                    .contains("Location", "Retry-After", "RateLimit");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost:3001",
                "https://localhost:3000",
                "http://localhost:3000.evil.example",
                "http://evil.example/http://localhost:3000",
                "HTTP://LOCALHOST:3000/",
                "null",
                "*"
            })
    void aPageOfAnotherOriginMayNotReadAnything(String origin) {
        Reply preflight = preflight(origin);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEmpty();
        for (var path : PATHS) {
            assertThat(api.get(path, "Origin", origin).header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
        }
    }

    private Reply preflight(String origin) {
        return api.call(
                "OPTIONS",
                "/api/ai/nothing/",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }
}
