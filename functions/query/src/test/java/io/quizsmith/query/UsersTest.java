package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** GET and PUT /api/ai/users/<id>/ */
class UsersTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static QueryFunction query;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @Test
    void aUserIsMadeThenReplacedThenRead() {
        var made = put("1", Map.of("username", "zoë", "goals", "exam", "motivation_level", 3));
        var replaced = put("1", Map.of("username", "zoë", "created_level", "Beginner", "id", 99));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json()).containsEntry("id", 1).containsEntry("motivation_level", 3);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json())
                .containsEntry("id", 1)
                .containsEntry("username", "zoë")
                .containsEntry("declared_level", "Beginner")
                .containsEntry("goals", "")
                .containsEntry("motivation_level", null);
        assertThat(query.get("/api/ai/users/1").json()).containsAllEntriesOf(replaced.json());
        assertThat(query.get("/api/ai/users/1/").json()).containsAllEntriesOf(replaced.json());
        assertThat(query.get("/api/ai/users/99").status()).isEqualTo(404);
    }

    @Test
    void aUsernameThatAnotherUserHasIsRefused() {
        put("2", Map.of("username", "taken"));

        put("3", Map.of("username", "taken")).isProblem(409, "Another user has this username");

        assertThat(query.get("/api/ai/users/3").status()).isEqualTo(404);
    }

    @Test
    void allThatIsWrongWithAProfileIsToldAtOnce() {
        var answer = put("4", Map.of("motivation_level", 11, "email", 5));

        answer.isProblem(400, "username is required");
        assertThat((List<?>) answer.json().get("errors")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.0", "1e3", "01", "9999999999999999999", "%31", "ä"})
    void anIdIsAPositiveInteger(String id) {
        put(id, Map.of("username", "odd")).isProblem(400, "id must be a positive integer");
        query.get("/api/ai/users/" + id).isProblem(404, "User not found: " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "nonsense", "\"\\ud800"})
    void aBodyThatIsNotJsonIsRefused(String body) {
        query.send("PUT", "/api/ai/users/5", body, JSON).isProblem(400, "Invalid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"text\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        query.send("PUT", "/api/ai/users/5", body, JSON)
                .isProblem(400, "The body must be a JSON object");
    }

    @Test
    void aBodyOfMoreThan64KilobytesIsRefused() {
        String body = Json.write(Map.of("username", "x".repeat(64 * 1024)));

        assertThat(query.send("PUT", "/api/ai/users/5", body, JSON).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/json; charset=nonsense",
                "application/json; charset=utf-16",
                "application/merge-patch+json"
            })
    void jsonIsTakenUnderAnyOfItsNamesAndUnderNone(String type) {
        var answer =
                query.send(
                        "PUT",
                        "/api/ai/users/6",
                        "{\"username\":\"żółw\"}",
                        Map.of("content-type", type));

        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        assertThat(answer.json()).containsEntry("username", "żółw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "json", ";", "/", "a/b/c", "ä"})
    void aBodyThatIsDeclaredAsSomethingElseIsRefused(String type) {
        var answer = query.send("PUT", "/api/ai/users/7", "{}", Map.of("content-type", type));

        assertThat(answer.status()).as(type).isIn(type.equals(";") ? 400 : 415);
    }

    @Test
    void aBodyThatComesInBase64IsDecoded() {
        var event = QueryFunction.event("PUT", "/api/ai/users/8", "", Map.of());
        byte[] body = "{\"username\":\"grünes\"}".getBytes(UTF_8);
        event.put("body", Base64.getEncoder().encodeToString(body));
        event.put("isBase64Encoded", true);

        assertThat(query.answer(event).json()).containsEntry("username", "grünes");
    }

    private static QueryFunction.Answer put(String id, Map<String, Object> body) {
        return query.send("PUT", "/api/ai/users/" + id + "/", Json.write(body), JSON);
    }
}
