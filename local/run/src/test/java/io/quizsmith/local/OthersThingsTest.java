package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ids of other users, wherever they fit in: nothing leaks, not even whether there is such a one.
 */
class OthersThingsTest {

    private static final String NO_TASK = "task-1-1674470400000";

    private static Closed closed;
    private static String one;
    private static String other;
    private static String task;

    @BeforeAll
    static void start() {
        closed = new Closed();
        one = closed.user("learner1");
        other = closed.user("learner2");
        task = closed.completedTask(one);
        closed.get("/api/ai/tasks/", other);
        closed.send("POST", "/api/ai/tasks/" + NO_TASK + "/cancel/", other, "");
    }

    @AfterAll
    static void stop() {
        closed.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "HEAD, ''",
        "DELETE, ''",
        "GET, questions/",
        "GET, events/",
        "POST, cancel/",
        "POST, retry/",
    })
    void anothersTaskIsLikeOneThatIsNotThere(String method, String what) {
        var there = closed.send(method, "/api/ai/tasks/" + task + "/" + what, other, "");
        var notThere = closed.send(method, "/api/ai/tasks/" + NO_TASK + "/" + what, other, "");
        var ownNotThere =
                closed.send(
                        method,
                        "/api/ai/tasks/" + NO_TASK.replace("k-1", "k-2") + "/" + what,
                        other,
                        "");

        assertThat(there.status()).isEqualTo(404);
        assertThat(there.anonymous()).isEqualTo(notThere.anonymous());
        assertThat(there.calls()).isEmpty();
        assertThat(there.anonymous().body()).isEqualTo(ownNotThere.anonymous().body());
        assertThat(there.anonymous().headers()).isEqualTo(ownNotThere.anonymous().headers());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, details/",
        "HEAD, details/",
        "GET, callbacks/00000000000000000000000000000000/",
        "POST, fail/",
    })
    void whatIsForOperatorsIsRefusedWhoseverTaskItIs(String method, String what) {
        String body = "{\"reason\": \"mine\"}";
        var there = closed.send(method, "/api/ai/tasks/" + task + "/" + what, other, body);
        var notThere = closed.send(method, "/api/ai/tasks/" + NO_TASK + "/" + what, other, body);
        var own = closed.send(method, "/api/ai/tasks/" + task + "/" + what, one, body);

        assertThat(there.status()).isEqualTo(403);
        assertThat(there.calls()).isEmpty();
        assertThat(own.calls()).isEmpty();
        assertThat(there.anonymous()).isEqualTo(notThere.anonymous()).isEqualTo(own.anonymous());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "learner1", "learner3", "4711", "nobody"})
    void anothersListIsRefusedWhetherThereIsSuchAUserOrNot(String user) {
        var reply = closed.get("/api/ai/tasks/?user_id=" + user, other);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.calls()).isEmpty();
        assertThat(reply.anonymous())
                .isEqualTo(closed.get("/api/ai/tasks/?user_id=99", other).anonymous());
        assertThat(reply.body()).contains("user_id must be your own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"learner1\"", "4711", "\"nobody\"", "\"2\""})
    void nobodyAsksForAQuizOfAnotherWhetherThereIsSuchAUserOrNot(String user) {
        var reply = generate(user, other);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.anonymous()).isEqualTo(generate("99", other).anonymous());
        assertThat(reply.calls())
                .singleElement()
                .asString()
                .startsWith("GetItemRequest")
                .contains("USERNAME#learner2");
    }

    @Test
    void aUserIsHimselfByIdByNameAndByDefault() {
        for (String user : List.of("2", "\"learner2\"", "null", "\"\"", "0")) {
            var reply = generate(user, other);
            assertThat(reply.status()).as(user).isEqualTo(202);
            assertThat(reply.json()).containsEntry("user_id", 2);
        }
        for (String query : List.of("", "?user_id=2", "?user_id=learner2")) {
            assertThat(users(closed.get("/api/ai/tasks/" + query, other))).containsExactly(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "4711", "999999999999999999"})
    void anothersProfileIsLikeOneThatIsNotThere(String id) {
        var reply = closed.get("/api/ai/users/" + id + "/", other);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.calls()).isEmpty();
        assertThat(reply.without(id).anonymous())
                .isEqualTo(closed.get("/api/ai/users/98/", other).without("98").anonymous());
        assertThat(closed.get("/api/ai/users/2/", other).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "4711", "x"})
    void noUserIsChangedByUsers(String id) {
        var reply = closed.send("PUT", "/api/ai/users/" + id + "/", other, "{\"username\": \"x\"}");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.calls()).isEmpty();
    }

    @Test
    void anothersCursorShowsOnesOwnTasksAlone() {
        closed.completedTask(one);
        closed.completedTask(other);
        closed.completedTask(other);
        String operator = closed.operator();
        for (String list : List.of("/api/ai/tasks/?limit=1", "/api/ai/tasks/?limit=1&user_id=1")) {
            Object cursor = closed.get(list, operator).json().get("next_cursor");

            var page = closed.get("/api/ai/tasks/?cursor=" + cursor, other);

            assertThat(page.status()).isEqualTo(200);
            assertThat(users(page)).isSubsetOf(2);
            assertThat(page.body()).doesNotContain("task-1-");
        }
        var ownPage = closed.get("/api/ai/tasks/?limit=1", other);
        assertThat(ownPage.json().get("next_cursor")).isNotNull();
        assertThat(users(ownPage)).containsExactly(2);
    }

    @Test
    void anothersIdempotencyKeyMeansNothing() {
        String key = "a key";
        String body = "{\"quiz_size\": 2}";
        var first = closed.send("POST", "/api/ai/generate/", one, body, "Idempotency-Key", key);

        var same = closed.send("POST", "/api/ai/generate/", other, body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(same.status()).isEqualTo(202);
        assertThat(same.json()).containsEntry("user_id", 2);
        assertThat(same.headers()).doesNotContainKey("idempotent-replayed");
        var changed =
                closed.send(
                        "POST",
                        "/api/ai/generate/",
                        other,
                        "{\"quiz_size\": 3}",
                        "Idempotency-Key",
                        "another key");
        assertThat(changed.status()).isEqualTo(202);
    }

    @Test
    void twoFirstRequestsAtOnceMakeOneUserWithTheNextFreeId() throws Exception {
        closed.send("PUT", "/api/ai/users/40/", closed.operator(), "{\"username\": \"forty\"}");
        String newcomer = closed.user("newcomer");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Closed.Reply>> replies =
                    threads.invokeAll(
                            java.util.Collections.nCopies(8, () -> generate("null", newcomer)));
            Set<Object> ids = new java.util.HashSet<>();
            for (var reply : replies) {
                assertThat(reply.get().status()).isEqualTo(202);
                ids.add(reply.get().json().get("user_id"));
            }
            assertThat(ids).singleElement().satisfies(id -> assertThat((int) id).isGreaterThan(40));
        }
    }

    @Test
    void anOperatorSeesAllAndIsNamedInTheHistory() {
        String mine = generate("null", one).json().get("task_id").toString();
        String path = "/api/ai/tasks/" + mine + "/";
        var cancelled = closed.send("DELETE", path, closed.operator(), "");
        if (cancelled.status() == 200) {
            assertThat(closed.get(path + "events/", one).body()).contains("\"actor\":\"operator\"");
        }
        assertThat(users(closed.get("/api/ai/tasks/", closed.operator()))).contains(1, 2);
        assertThat(closed.get("/api/ai/tasks/?user_id=4711", closed.operator()).status())
                .isEqualTo(404);
        var nameless = generate("null", closed.operator());
        assertThat(nameless.status()).isEqualTo(400);
        assertThat(nameless.json()).containsEntry("error", "user_id is required");
    }

    private static Closed.Reply generate(String user, String token) {
        return closed.send(
                "POST",
                "/api/ai/generate/",
                token,
                "{\"quiz_size\": 1, \"user_id\": " + user + "}");
    }

    private static Set<Integer> users(Closed.Reply page) {
        var users = new java.util.HashSet<Integer>();
        for (Object entry : (List<?>) page.json().get("tasks")) {
            users.add((Integer) ((Map<?, ?>) entry).get("user_id"));
        }
        return users;
    }
}
