package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A learner's way through the API: take a quiz, be graded, practise, ask for the next one. */
class LearnerTest {

    private final Api api = Run.api();

    @Test
    void aLearnerTakesAQuizIsGradedAndIsGivenOtherQuestions() {
        long learner = Run.newUser();
        String first = quiz(learner, 6);
        String second = quiz(learner, 6);
        List<Map<?, ?>> questions = questions(first);

        var graded = api.post(path(first) + "answers/", sheet(questions, 5));

        assertThat(graded.status()).as(graded.toString()).isEqualTo(200);
        assertThat(graded.json()).containsEntry("correct", 1).containsEntry("total", 6);
        assertThat(graded.list("results")).hasSize(6);
        assertThat(graded.toString()).contains("explanation");
        assertThat(api.get(path(first) + "answers/").json()).containsEntry("count", 1);

        var practice = api.post("/api/ai/practice/", "{\"user_id\": " + learner + ", \"size\": 6}");

        assertThat(ids(practice)).hasSize(6).allMatch(id -> id.startsWith(second + "-q"));
        assertThat(practice.toString()).doesNotContain("\"correct\"");

        var next = api.post("/api/ai/practice/", "{\"user_id\": " + learner + ", \"size\": 6}");

        assertThat(ids(next)).hasSize(6).doesNotContainAnyElementsOf(ids(practice));
        var bank = api.get("/api/ai/questions/?user_id=" + learner + "&limit=100");
        assertThat(bank.list("questions")).hasSize(12);
    }

    @Test
    void whatTheLearnerGetsWrongIsAskedOfTheWorkerNext() {
        long learner = Run.newUser();
        String quiz = quiz(learner, 60);
        List<Map<?, ?>> questions = questions(quiz);

        api.post(path(quiz) + "answers/", sheet(questions, questions.size()));

        var weak = api.get("/api/ai/users/" + learner + "/statistics/").list("weak_skills");
        assertThat(weak).isNotEmpty();
        var details = api.get(path(quiz(learner, 2)) + "details/").json();
        assertThat(((Map<?, ?>) details.get("request")).get("weak_skills")).isEqualTo(weak);
    }

    private String quiz(long learner, int size) {
        var request = Map.of("user_id", learner, "quiz_size", size);
        String task = api.generate(Json.write(request)).text("task_id");
        api.await(task, "completed");
        return task;
    }

    private List<Map<?, ?>> questions(String task) {
        return api.get(path(task) + "questions/").list("questions").stream()
                .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                .toList();
    }

    /** The first so many are answered wrong, the others right. */
    private static String sheet(List<Map<?, ?>> questions, int wrong) {
        var answers = new HashMap<String, Object>();
        for (int i = 0; i < questions.size(); i++) {
            Object key = questions.get(i).get("correct");
            Object other = key.equals("A") ? "B" : "A";
            answers.put(questions.get(i).get("id").toString(), i < wrong ? other : key);
        }
        return Json.write(Map.of("answers", answers));
    }

    private static List<String> ids(Reply set) {
        return set.list("questions").stream()
                .map(each -> ((Map<?, ?>) each).get("id").toString())
                .toList();
    }

    private static String path(String task) {
        return "/api/ai/tasks/" + task + "/";
    }
}
