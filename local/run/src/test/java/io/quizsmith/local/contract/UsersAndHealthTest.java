package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class UsersAndHealthTest {

    private final Api api = Run.api();

    @Test
    void aLocalRunComesWithFiveUsers() {
        assertThat(api.get("/api/ai/users/1/").json())
                .containsEntry("id", 1)
                .containsEntry("username", "learner1")
                .containsEntry("declared_level", "Advanced")
                .containsEntry("goals", "study_abroad")
                .containsEntry("profession", "engineer")
                .containsEntry("referred_frequency", "daily")
                .containsEntry("motivation_level", 9);
        assertThat(api.get("/api/ai/users/5").json())
                .containsEntry("username", "learner5")
                .containsEntry("motivation_level", null);
        assertThat(api.get("/api/ai/users/6/").json()).containsEntry("error", "User not found: 6");
    }

    @Test
    void aUserIsMadeAndReplaced() {
        long id = Run.newUser();
        String path = "/api/ai/users/" + id + "/";

        Reply replaced =
                api.put(path, "{\"username\": \"n" + id + "\", \"created_level\": \"Beginner\"}");

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json()).containsEntry("declared_level", "Beginner");
        assertThat(api.get(path).json()).containsAllEntriesOf(replaced.json());
        assertThat(api.put("/api/ai/users/" + (id + 1_000_000), "{\"username\": \"n" + id + "\"}"))
                .extracting(Reply::status)
                .isEqualTo(409);
    }

    @Test
    void aWrongUserIsRefusedByField() {
        Reply reply = api.put("/api/ai/users/77/", "{\"email\": 1, \"motivation_level\": 11}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder("username", "email", "motivation_level");
        assertThat(api.put("/api/ai/users/abc/", "{\"username\": \"x\"}").status()).isEqualTo(400);
        assertThat(api.put("/api/ai/users/77/", "[]").status()).isEqualTo(400);
        assertThat(api.put("/api/ai/users/77/", "{").json()).containsEntry("error", "Invalid JSON");
        assertThat(api.get("/api/ai/users/77/").status()).isEqualTo(404);
    }

    @Test
    void healthNamesStateAndNoAddress() {
        assertThat(api.get("/api/ai/health/").json())
                .isEqualTo(Map.of("status", "ok", "worker", "ok"));

        Reply reply = api.get("/api/ai/health/details/");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .containsEntry("status", "ok")
                .containsEntry("store", "ok")
                .containsEntry("queue", "ok")
                .containsEntry("worker", "ok");
        assertThat(reply.toString()).doesNotContain("127.0.0.1", Api.TOKEN);
    }
}
