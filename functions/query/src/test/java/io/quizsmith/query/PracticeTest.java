package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.json.Json;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The bank of a user's questions, practice, answers, and what they say. */
class PracticeTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private static QueryFunction query;
    private static long lastUser = 100;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @Test
    void aLearnerTakesAQuizIsGradedAndIsGivenOtherQuestionsNext() {
        var user = aUser();
        Task task = aQuiz(user, 6, "grammar");
        aQuiz(user, 6, "vocabulary");

        var graded = answer(task, Map.of(id(task, 1), "A", id(task, 2), "b"));

        assertThat(graded.status()).as(graded.body()).isEqualTo(200);
        assertThat(graded.json())
                .containsEntry("correct", 1)
                .containsEntry("total", 6)
                .containsEntry("score", 2)
                .containsEntry("max_score", 12)
                .containsEntry("duplicate", false);
        var results = (List<?>) graded.json().get("results");
        assertThat(results.get(1))
                .isEqualTo(
                        Map.of(
                                "id", id(task, 2),
                                "answer", "B",
                                "correct", "A",
                                "is_correct", false,
                                "explanation", "why"));
        assertThat(((Map<?, ?>) results.get(2)).get("answer")).isNull();

        List<String> first = practice(user, 4);
        List<String> second = practice(user, 2);

        assertThat(first).as("none of the quiz that was just taken").hasSize(4);
        assertThat(first).noneMatch(each -> each.startsWith(task.id().value()));
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aPracticeSetHasNoKeyAndItsAnswersAreGraded() {
        var user = aUser();
        Task one = aQuiz(user, 2, "grammar");
        Task other = aQuiz(user, 2, "grammar");
        var set = post("/api/ai/practice/", Map.of("user_id", user.value(), "size", 4));

        assertThat(set.json()).containsEntry("count", 4);
        assertThat(set.body()).doesNotContain("\"correct\"", "explanation");

        var graded =
                post(
                        "/api/ai/practice/answers/",
                        Map.of("answers", Map.of(id(one, 1), "A", id(other, 2), "D")));

        assertThat(graded.json()).containsEntry("correct", 1).containsEntry("total", 2);
        assertThat(query.get("/api/ai/questions/" + id(one, 1) + "/").json())
                .containsEntry("answered_right", 1)
                .containsEntry("answered_wrong", 0)
                .containsEntry("seen_at", "2026-01-23T10:30:00Z");
    }

    @Test
    void theSameSheetSentTwiceCountsOnce() {
        var user = aUser();
        Task task = aQuiz(user, 2, "grammar");
        answer(task, Map.of(id(task, 1), "A"));

        var again = answer(task, Map.of(id(task, 1), "A"));

        assertThat(again.json()).containsEntry("correct", 1).containsEntry("duplicate", true);
        assertThat(query.get(path(task) + "answers/").json()).containsEntry("count", 1);
        assertThat(query.get("/api/ai/questions/" + id(task, 1)).json())
                .containsEntry("answered_right", 1);
    }

    @Test
    void whatALearnerGetsWrongIsWhatTheNextQuizPractises() {
        var user = aUser();
        Task task = aQuiz(user, 6, "grammar");
        var wrong = new HashMap<String, Object>();
        for (int number = 1; number <= 5; number++) {
            wrong.put(id(task, number), number == 1 ? "A" : "C");
        }

        answer(task, wrong);

        var statistics = query.get("/api/ai/users/" + user + "/statistics/").json();
        assertThat(statistics).containsEntry("weak_skills", List.of("grammar (advanced)"));
        assertThat(((List<?>) statistics.get("skills")).getFirst())
                .isEqualTo(
                        Map.of(
                                "question_type",
                                "grammar",
                                "difficulty",
                                "advanced",
                                "answered",
                                5,
                                "correct",
                                1,
                                "share",
                                0.2));
        var profile = query.users.find(new UserRef.ById(user)).orElseThrow();
        assertThat(profile.weakSkills()).containsExactly("grammar (advanced)");
        assertThat(query.users.find(new UserRef.ByUsername(profile.username())).orElseThrow())
                .isEqualTo(profile);
        query.aUser(user.value(), profile.username());
        assertThat(query.users.find(new UserRef.ById(user)).orElseThrow().weakSkills())
                .as("a profile that is replaced keeps them")
                .containsExactly("grammar (advanced)");
    }

    @Test
    void theBankIsSearchedByWhatAQuestionIs() {
        var user = aUser();
        aQuiz(user, 3, "grammar");
        Task other = aQuiz(user, 3, "vocabulary");

        assertThat(ids(user, "&type=Vocabulary")).hasSize(3).allMatch(isOf(other));
        assertThat(ids(user, "&q=VOCABULARY%20STEM%202")).containsExactly(id(other, 2));
        assertThat(ids(user, "&difficulty=beginner")).isEmpty();
        assertThat(ids(user, "&category=tenses")).hasSize(6);
        assertThat(ids(user, "&limit=0")).isEmpty();
    }

    @Test
    void pagesHaveEveryQuestionOnce() {
        var user = aUser();
        for (int i = 0; i < 4; i++) {
            aQuiz(user, 3, "grammar");
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        int pages = 0;
        do {
            var page = list(user, "&limit=5" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(ids(page));
            cursor = page.get("next_cursor") == null ? "" : page.get("next_cursor").toString();
            pages++;
        } while (!cursor.isEmpty() && pages < 10);

        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
        assertThat(pages).isBetween(3, 4);
    }

    @Test
    void aFlaggedQuestionLeavesPracticeAndExportsAndComesBack() {
        var user = aUser();
        Task task = aQuiz(user, 2, "grammar");
        String bad = "/api/ai/questions/" + id(task, 1) + "/flag/";

        var flagged = post(bad, Map.of("reason", "two options are right"));

        assertThat(flagged.json()).containsEntry("flagged", "two options are right");
        assertThat(practice(user, 10)).containsExactly(id(task, 2));
        assertThat(query.get(path(task) + "questions/", "format=gift").body())
                .contains(id(task, 2))
                .doesNotContain(id(task, 1));
        assertThat(query.get(path(task) + "questions/", "format=gift").header("Export-Left-Out"))
                .isEqualTo(id(task, 1) + " (flagged as bad)");
        assertThat(query.get("/api/ai/questions/", "user_id=" + user + "&format=csv").body())
                .contains(id(task, 2))
                .doesNotContain(id(task, 1));
        assertThat(ids(user, "&flagged=true")).containsExactly(id(task, 1));
        assertThat(query.get(path(task) + "questions/").json()).containsEntry("count", 2);

        var unflagged = query.send("DELETE", bad, "", Map.of());

        assertThat(unflagged.json()).containsEntry("flagged", null);
        assertThat(practice(user, 10)).hasSize(2);
    }

    @Test
    void whatIsWrongIsNamed() {
        var user = aUser();
        Task task = aQuiz(user, 2, "grammar");

        answer(task, Map.of(id(task, 3), "A"))
                .isProblem(400, "answers." + id(task, 3) + " is no question of this task");
        answer(task, Map.of(id(task, 1), "E"))
                .isProblem(400, "answers." + id(task, 1) + " must be A, B, C, D or null");
        post(path(task) + "answers/", Map.of())
                .isProblem(400, "answers must be an object of question ids and letters");
        answer(query.aTask(), Map.of(id(task, 1), "A"))
                .isProblem(404, "There is no quiz to answer: the task has none");
        post("/api/ai/practice/", Map.of()).isProblem(400, "user_id is required");
        post("/api/ai/practice/", Map.of("user_id", 1, "size", 51))
                .isProblem(400, "size must be between 1 and 50");
        post("/api/ai/practice/answers/", Map.of("answers", Map.of("task-1-1-q1", "A")))
                .isProblem(400, "answers.task-1-1-q1 is no question of yours");
        post("/api/ai/questions/" + id(task, 1) + "/flag/", Map.of("reason", " "))
                .isProblem(400, "reason is required");
        query.get("/api/ai/questions/", "user_id=x&limit=-1&flagged=maybe&cursor=x")
                .isProblem(400, "user_id must be a positive integer id");
        query.get("/api/ai/questions/").isProblem(400, "user_id is required");
        query.get("/api/ai/questions/" + id(task, 9) + "/").isProblem(404, "Question not found");
        query.get("/api/ai/questions/x/").isProblem(404, "Question not found");
    }

    @Test
    void aLearnerSeesNothingOfOthers() {
        var user = aUser();
        Task task = aQuiz(user, 2, "grammar");
        query.aUser(++lastUser, "stranger" + lastUser);
        var claims = Map.of("username", "stranger" + lastUser);

        for (var asked :
                List.of(
                        List.of("GET", "/api/ai/questions/" + id(task, 1) + "/", ""),
                        List.of("DELETE", "/api/ai/questions/" + id(task, 1) + "/flag/", ""),
                        List.of("GET", path(task) + "answers/", ""),
                        List.of("GET", "/api/ai/users/" + user + "/statistics/", ""),
                        List.of("POST", path(task) + "answers/", sheet(task)),
                        List.of(
                                "POST",
                                "/api/ai/questions/" + id(task, 1) + "/flag/",
                                "{\"reason\": \"x\"}"))) {
            var event = QueryFunction.event(asked.get(0), asked.get(1), "", JSON, claims);
            event.put("body", asked.get(2));
            assertThat(query.answer(event).status()).as(asked.get(1)).isEqualTo(404);
        }
        var practice = QueryFunction.event("POST", "/api/ai/practice/", "", JSON, claims);
        practice.put("body", "{\"user_id\": " + user + "}");
        assertThat(query.answer(practice).status()).isEqualTo(403);
        var list =
                QueryFunction.event("GET", "/api/ai/questions/", "user_id=" + user, JSON, claims);
        assertThat(query.answer(list).status()).isEqualTo(403);
        var grade = QueryFunction.event("POST", "/api/ai/practice/answers/", "", JSON, claims);
        grade.put("body", sheet(task));
        query.answer(grade).isProblem(400, "answers." + id(task, 1) + " is no question of yours");
    }

    @Test
    void aQuizOfFiveHundredQuestionsIsGradedToo() {
        var user = aUser();
        Task task = aQuiz(user, 500, "grammar");
        var sheet = new HashMap<String, Object>();
        for (int number = 1; number <= 200; number++) {
            sheet.put(id(task, number), "A");
        }

        assertThat(answer(task, sheet).json())
                .containsEntry("correct", 200)
                .containsEntry("total", 500);
        assertThat(query.get("/api/ai/questions/" + id(task, 500)).json().get("seen_at"))
                .isEqualTo("2026-01-23T10:30:00Z");
    }

    private static Predicate<String> isOf(Task task) {
        return id -> id.startsWith(task.id().value());
    }

    private static String sheet(Task task) {
        return Json.write(Map.of("answers", Map.of(id(task, 1), "A")));
    }

    private static UserId aUser() {
        lastUser++;
        return query.aUser(lastUser, "learner" + lastUser).id();
    }

    /** A completed task whose every key is A. */
    private static Task aQuiz(UserId user, int size, String type) {
        Task queued = query.aTask(user, NOW);
        var questions = new ArrayList<Question>();
        for (int number = 1; number <= size; number++) {
            questions.add(
                    new Question(
                            type + " stem " + number,
                            "",
                            List.of("a", "b", "c", "d"),
                            "A",
                            "why",
                            type,
                            "advanced",
                            2,
                            "work",
                            "tenses"));
        }
        var payload = new ResultTable.Payload("d", new byte[] {'{', '}'}, 201, "{}", NOW);
        query.results.save(queued.id(), "result", questions, payload);
        return query.stored(
                queued, queued.completed("result", QueryFunction.quality(size), "", NOW));
    }

    private static String id(Task task, int number) {
        return task.id() + "-q" + number;
    }

    private static String path(Task task) {
        return "/api/ai/tasks/" + task.id() + "/";
    }

    private static QueryFunction.Answer post(String path, Map<String, ?> body) {
        return query.send("POST", path, Json.write(body), JSON);
    }

    private static QueryFunction.Answer answer(Task task, Map<String, ?> answers) {
        return post(path(task) + "answers/", Map.of("answers", answers));
    }

    private static List<String> practice(UserId user, int size) {
        var set = post("/api/ai/practice/", Map.of("user_id", user.value(), "size", size));
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        return ids(set.json());
    }

    private static List<String> ids(UserId user, String more) {
        return ids(list(user, more));
    }

    private static Map<String, Object> list(UserId user, String more) {
        var answer = query.get("/api/ai/questions/", "user_id=" + user + more);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(Map<String, Object> page) {
        return ((List<?>) page.get("questions"))
                .stream().map(each -> ((Map<?, ?>) each).get("id").toString()).toList();
    }
}
