package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** GET /api/ai/tasks/<task_id>/questions/ */
class QuestionsTest {

    private static QueryFunction query;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @Test
    void aCompletedTaskShowsItsQuizInOrder() {
        Task task = query.aTask();
        var payload = new ResultTable.Payload("d", new byte[] {'{', '}'}, 201, "{}", NOW);
        query.results.save(
                task.id(),
                "result",
                List.of(question("One ___."), question("Zoë ___ “it”.")),
                payload);
        query.stored(task, task.completed("result", QueryFunction.quality(2), "", NOW));

        var answer = questions(task);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("task_id", task.id().value())
                .containsEntry("count", 2);
        var questions = (List<?>) answer.json().get("questions");
        assertThat(questions)
                .element(1)
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("id", task.id() + "-q2"),
                                Map.entry("text", "Zoë ___ “it”."),
                                Map.entry("directive", "Choose"),
                                Map.entry(
                                        "options", Map.of("A", "a", "B", "b", "C", "c", "D", "d")),
                                Map.entry("correct", "B"),
                                Map.entry("explanation", "why"),
                                Map.entry("question_type", "grammar"),
                                Map.entry("difficulty", "advanced"),
                                Map.entry("score", 1),
                                Map.entry("context", "work"),
                                Map.entry("category", "tenses"),
                                Map.entry("flags", List.of("KEY_IN_STEM"))));
    }

    @Test
    void aPendingTaskHasNoQuizYetAndSaysWhenToAskAgain() {
        var answer = questions(query.aTask());

        answer.isProblem(409, "The quiz is not ready yet: the task is queued");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void aTaskThatEndedWithoutAQuizSaysWhy() {
        Task failed = query.aTask();
        query.stored(failed, failed.failed("sweep", "The worker did not answer in time", NOW));
        Task cancelled = query.aTask();
        query.stored(cancelled, cancelled.cancelled(NOW));

        var answer = questions(failed);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.headers()).doesNotContainKey("Retry-After");
        assertThat(answer.json().get("detail").toString())
                .contains("failed", "The worker did not answer in time");
        assertThat(questions(cancelled).json().get("detail").toString()).contains("cancelled");
    }

    private static QueryFunction.Answer questions(Task task) {
        return query.get("/api/ai/tasks/" + task.id() + "/questions/");
    }

    private static Question question(String stem) {
        return new Question(
                stem,
                "Choose",
                List.of("a", "b", "c", "d"),
                "B",
                "why",
                "grammar",
                "advanced",
                1,
                "work",
                "tenses",
                Set.of(Flaw.KEY_IN_STEM));
    }
}
