package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** GET /api/ai/tasks/ */
class TaskListTest {

    private static final String TASKS = "/api/ai/tasks/";

    private static QueryFunction query;
    private static long users = 100;

    private UserId user;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @BeforeEach
    void aUserOfItsOwn() {
        user = query.aUser(++users, "learner" + users).id();
    }

    @Test
    void theNewestTenComeFirst() {
        List<String> newestFirst = tasks(12).reversed();

        var answer = list("user_id=" + user);

        assertThat(answer.json()).containsEntry("count", 10).containsEntry("limit", 10);
        assertThat(ids(answer)).isEqualTo(newestFirst.subList(0, 10));
        assertThat(answer.json().get("next_cursor")).isNotNull();
    }

    @Test
    void anEntryShowsATaskInShort() {
        Task task = query.aTask(user, NOW);
        query.stored(task, task.completed("r", QueryFunction.quality(9), "", NOW.plusSeconds(61)));

        assertThat(entries(list("user_id=" + user)).getFirst())
                .isEqualTo(
                        Map.ofEntries(
                                entry("task_id", task.id().value()),
                                entry("status", "completed"),
                                entry("user_id", (int) user.value()),
                                entry("username", "learner" + user),
                                entry("quiz_size", 10),
                                entry("questions_created", 9),
                                entry("created_at", "2026-01-23T10:30:00Z"),
                                entry("completed_at", "2026-01-23T10:31:01Z"),
                                entry("duration_seconds", 61),
                                entry("declared_level", "Advanced")));
    }

    @Test
    void pagesFollowEachOtherAndTheLastOneSaysSo() {
        List<String> newestFirst = tasks(7).reversed();

        var read = new ArrayList<String>();
        Object cursor = "";
        int pages = 0;
        while (cursor != null) {
            var page = list("user_id=" + user + "&limit=3&cursor=" + cursor);
            read.addAll(ids(page));
            cursor = page.json().get("next_cursor");
            pages++;
        }

        assertThat(read).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aUserIsNamedByIdOrByUsername() {
        List<String> mine = tasks(1);

        assertThat(ids(list("user_id=" + user))).isEqualTo(mine);
        assertThat(ids(list("user_id=learner" + user))).isEqualTo(mine);
    }

    @ParameterizedTest
    @CsvSource({
        "999999, 999999",
        "nobody, nobody",
        "0, 0",
        "99999999999999999999, 99999999999999999999",
        "-1, -1",
        "a+b, a b",
        "Zo%C3%AB, Zoë",
        "%zz, %zz",
        "a%26b, a&b"
    })
    void aUserThatIsUnknownIsToldAsItWasSent(String sent, String told) {
        list("user_id=" + sent).isProblem(404, "User not found: " + told);
    }

    @Test
    void statusAndLevelNarrowTheListAlsoOverAllUsers() {
        Task queued = query.aTask(user, NOW, "Beginner of " + user);
        Task cancelled = query.aTask(user, NOW, "Beginner of " + user);
        query.stored(cancelled, cancelled.cancelled(NOW));
        query.aTask(user, NOW, "Advanced");
        String level = "declared_level=Beginner+of%20" + user;

        assertThat(ids(list(level))).containsExactly(id(cancelled), id(queued));
        assertThat(ids(list(level + "&status=queued"))).containsExactly(id(queued));
        assertThat(ids(list("user_id=" + user + "&status=cancelled")))
                .containsExactly(id(cancelled));
        assertThat(ids(list(level + "&status=failed"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "created_to=2026-01-22, 1",
        "created_to=2026-01-23, 3",
        "created_to=2026-01-23T10:29:59Z, 1",
        "created_to=2026-01-23T10:30:00Z, 2",
        "created_to=2026-01-23T10:30:00.400Z, 1",
        "created_to=2026-01-23T12:30:00%2B02:00, 2",
        "created_to=2026-01-23T12:30:00+02:00, 2",
        "created_to=2026-01-23t10:30:00z, 2",
        "created_from=2026-01-23, 2",
        "created_from=2026-01-23T10:30:00.500Z, 2",
        "created_from=2026-01-23T10:30:00.501Z, 1",
        "created_from=2026-01-24, 0",
        "created_from=2026-01-24&created_to=2026-01-22, 0",
        "created_from=0000-01-01&created_to=9999-12-31, 3",
        "created_from=9999-12-31T23:59:59Z, 0"
    })
    void timesAreInclusiveToWhatWasSaid(String times, int count) {
        query.aTask(user, Instant.parse("2026-01-22T23:59:59.999Z"));
        query.aTask(user, Instant.parse("2026-01-23T10:30:00.500Z"));
        query.aTask(user, Instant.parse("2026-01-23T23:59:59.999Z"));

        var answer = list("user_id=" + user + "&" + times);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("count", count);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "100, 100, 2", "101, 100, 2", "99999999999, 100, 2"})
    void theLimitIsTakenAsFarAsItGoes(String sent, int limit, int count) {
        tasks(2);

        assertThat(list("user_id=" + user + "&limit=" + sent).json())
                .containsEntry("limit", limit)
                .containsEntry("count", count);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, -1",
        "limit, ten",
        "limit, 1.5",
        "limit, %2B1",
        "limit, ١",
        "created_from, yesterday",
        "created_from, 2026-02-30",
        "created_from, 2026-01-23T10:30:00",
        "created_to, %2B999999999-12-31T23:59:59Z",
        "created_to, 1674470400000",
        "cursor, AAAA",
        "cursor, %zz",
        "cursor, '*'"
    })
    void aParameterThatIsWrongIsNamed(String field, String value) {
        var answer = list(field + "=" + value);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Queued", "done", "queued'", "ü"})
    void anUnknownStatusIsToldWithTheValidOnes(String status) {
        list("status=" + status)
                .isProblem(
                        400,
                        "Invalid status: "
                                + status
                                + ". Valid: ['queued', 'processing', 'completed', 'failed',"
                                + " 'cancelled']");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var answer =
                list("limit=x&status=done&cursor=x&created_to=x&created_from=x&user_id=nobody");

        assertThat(fields(answer))
                .containsExactly("status", "created_from", "created_to", "limit", "cursor");
        assertThat(answer.json().get("error").toString()).startsWith("Invalid status: done.");
    }

    @Test
    void aCursorThatWasTamperedWithIsRefused() {
        tasks(2);
        String cursor = list("user_id=" + user + "&limit=1").json().get("next_cursor").toString();

        for (String tampered : List.of(cursor + "=", cursor + "A", cursor.substring(1), "=")) {
            assertThat(fields(list("cursor=" + tampered))).containsExactly("cursor");
        }
        String forged = "USER#1";
        var base64 = Base64.getUrlEncoder().withoutPadding();
        assertThat(fields(list("cursor=" + base64.encodeToString(forged.getBytes(UTF_8)))))
                .containsExactly("cursor");
    }

    @Test
    void aCursorFromBeforeTheTimesThatAreAskedForFindsNothing() {
        tasks(2);
        String cursor = list("user_id=" + user + "&limit=1").json().get("next_cursor").toString();

        var answer = list("created_from=2026-06-01&user_id=" + user + "&cursor=" + cursor);

        assertThat(answer.json()).containsEntry("count", 0).containsEntry("next_cursor", null);
    }

    @Test
    void emptyAndUnknownParametersCountAsAbsent() {
        List<String> mine = tasks(1);

        var answer = list("user_id=" + user + "&status=&limit=&cursor=&created_to&x=%zz&&=&a={b}");

        assertThat(ids(answer)).isEqualTo(mine);
    }

    private List<String> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> query.aTask(user, NOW.plusSeconds(i)))
                .map(Task::id)
                .map(TaskId::value)
                .toList();
    }

    private static String id(Task task) {
        return task.id().value();
    }

    private static QueryFunction.Answer list(String parameters) {
        return query.get(TASKS, parameters);
    }

    private static List<String> ids(QueryFunction.Answer answer) {
        return entries(answer).stream().map(task -> task.get("task_id").toString()).toList();
    }

    private static List<String> fields(QueryFunction.Answer answer) {
        return ((List<?>) answer.json().get("errors"))
                .stream().map(error -> ((Map<?, ?>) error).get("field").toString()).toList();
    }

    private static List<? extends Map<?, ?>> entries(QueryFunction.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ((List<?>) answer.json().get("tasks"))
                .stream().map(task -> (Map<?, ?>) task).toList();
    }
}
