package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

class BadInputTest {

    private static final String ALL = "/api/ai/tasks/?limit=100";

    /** Of its own: elsewhere tasks of other tests still write. */
    private static LocalRun run;

    private static Api api;
    private static long itemsBefore;

    @BeforeAll
    static void start() {
        run = LocalRuns.start(Options.forTests());
        api = new Api(run.apiUri());
        itemsBefore = items();
    }

    @AfterAll
    static void nothingWasWritten() {
        long itemsAfter = items();
        run.close();
        assertThat(itemsAfter).isEqualTo(itemsBefore);
    }

    private static long items() {
        return run
                .cloud()
                .dynamo()
                .scanPaginator(scan -> scan.tableName(run.tableName()))
                .items()
                .stream()
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{'user_id': 1}", "user_id=1", "{\"user_id\": 1} x", "nul"})
    void whatIsNoJsonIsRefusedInTheOldWords(String body) {
        for (var reply : List.of(api.generate(body), api.callback(body))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).containsEntry("error", "Invalid JSON");
            assertThat(reply.wrongFields()).containsExactly("body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\"", "true", "[{\"user_id\": 1}]"})
    void whatIsNoObjectIsRefused(String body) {
        for (var reply : List.of(api.generate(body), api.callback(body))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.wrongFields()).containsExactly("body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "{}",
                "true",
                "-1",
                "9223372036854775808",
                "1.5",
                "1e30",
                "\"\\ud800\""
            })
    void aUserIdOfAWrongTypeIsNamed(String userId) {
        Reply reply = api.generate("{\"user_id\": " + userId + "}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields()).containsExactly("user_id");
    }

    @Test
    void aUsernameOfAnyLengthIsAnswered() {
        assertThat(api.generate("{\"user_id\": \"" + "x".repeat(5000) + "\"}").wrongFields())
                .containsExactly("user_id");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = "{\"user_id\": 1, \"x\": \"" + "x".repeat(70_000) + "\"}";
        Reply reply = api.generate(large);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.wrongFields()).containsExactly("body");

        String huge = "{\"user_id\": 1, \"x\": \"" + "x".repeat(7_000_000) + "\"}";
        assertThat(status("POST", "/api/ai/generate/", huge)).isEqualTo(413);
        assertThat(status("POST", "/api/ai/receive/", huge)).isEqualTo(413);
    }

    @Test
    void aBodyMayHave64KilobytesAndNotAByteMore() {
        String start = "{\"user_id\": \"nobody\", \"x\": \"";
        String most = start + "x".repeat(64 * 1024 - start.length() - 2) + "\"}";
        String more = most.replace("\"}", "x\"}");
        String wide = most.replace("xx\"}", "\u00e9\u00e9\"}");

        assertThat(api.generate(most).status()).as("an unknown user").isEqualTo(404);
        assertThat(api.generate(more).status()).isEqualTo(413);
        assertThat(api.generate(wide).status()).as("bytes count, not letters").isEqualTo(413);
        var bare = BodyPublishers.ofString(most);
        assertThat(api.send("POST", "/api/ai/generate/", bare).status())
                .as("without a content type it comes in base64")
                .isEqualTo(404);
        assertThat(api.send("POST", "/api/ai/generate/", BodyPublishers.ofString(more)).status())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatNestsTooDeepIsRefused() {
        String deep = "{\"user_id\": " + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThat(api.generate(deep).status()).isEqualTo(400);
        String deeper = "{\"questions\": " + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001);
        assertThat(api.callback(deeper).status()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] broken =
                "{\"user_id\": 1, \"goals\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (var path : List.of("/api/ai/generate/", "/api/ai/receive/")) {
            Reply reply =
                    api.send(
                            "POST",
                            path,
                            BodyPublishers.ofByteArray(broken),
                            "Content-Type",
                            "application/json",
                            "X-AI-Worker-Token",
                            Api.TOKEN);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).containsEntry("error", "Invalid JSON");
        }
    }

    @Test
    void aBase64TextIsNoJson() {
        assertThat(api.generate("eyJ1c2VyX2lkIjogMX0=").json())
                .containsEntry("error", "Invalid JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/ai//generate/",
                "/api/ai/generate//",
                "/api/ai/generate/extra",
                "/api/ai/tasks//",
                "/api/ai/tasks/%2f/",
                "/api/ai/tasks/..%2fgenerate/",
                "/api/ai/../ai/generate",
                "/api/ai/tasks/../generate/",
                "/api/ai/./generate",
                "/api/ai/tasks/task-1-1;x=1/",
                "/api/ai/tasks/%00/",
                "/api/ai/tasks/%zz/",
                "/api/ai/",
                "/api/ai",
                "/",
                "//",
                "/API/AI/generate",
                "/api/ai/tasks/task-1-1/questions/extra",
                "/api/ai/users//",
                "/api/ai/users/1/2",
                "/api/ai/users/abc",
                "/api/ai/health/x"
            })
    void aPathThatIsNoneIsA4xxForEveryMethod(String path) {
        for (var method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "BREW")) {
            assertThat(rawStatus(method, path)).as(method + " " + path).isBetween(400, 499);
        }
    }

    @Test
    void anUnknownMethodIsAnsweredWithThoseThatAreKnown() {
        for (var path :
                List.of(
                        "/api/ai/generate/",
                        "/api/ai/receive/",
                        "/api/ai/tasks/task-1-1/cancel/",
                        "/api/ai/tasks/task-1-1/retry/")) {
            for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
                Reply reply = api.call(method, path);
                assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                assertThat(reply.json()).containsEntry("error", "POST only");
                assertThat(reply.header("Allow")).isEqualTo("POST");
            }
        }
        for (var path :
                List.of(
                        "/api/ai/tasks/",
                        "/api/ai/tasks",
                        "/api/ai/tasks/task-1-1/questions/",
                        "/api/ai/health/")) {
            for (var method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                Reply reply = api.call(method, path);
                assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                assertThat(reply.json()).containsEntry("error", "GET only");
                assertThat(reply.header("Allow")).contains("GET");
            }
        }
        assertThat(api.call("POST", "/api/ai/tasks/task-1-1/").json())
                .containsEntry("error", "GET only");
    }

    @Test
    void hostileQueriesAreAnsweredAndNotBroken() {
        for (var query :
                List.of(
                        "&user_id=%00",
                        "&user_id=%ff", "&status=%27%22", "&cursor=%2e%2e", "&=&&=x")) {
            assertThat(rawStatus("GET", ALL + query)).isBetween(200, 499);
        }
    }

    private static int status(String method, String path, String body) {
        return api.send(method, path, body, "Content-Type", "application/json").status();
    }

    /** The status of a request whose path is sent just as it is written. */
    private static int rawStatus(String method, String path) {
        var uri = run.apiUri();
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (method
                                            + " "
                                            + path
                                            + " HTTP/1.1\r\nHost: localhost\r\n"
                                            + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
