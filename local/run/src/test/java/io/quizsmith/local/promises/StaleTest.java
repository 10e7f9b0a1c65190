package io.quizsmith.local.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a worker says of a task that has ended: nobody could see that it had said anything. */
class StaleTest {

    private Scene scene;
    private Task task;

    @BeforeEach
    void begin() throws IOException {
        scene = new Scene(Map.of());
        task = scene.queued(1);
        scene.dispatch(task);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void aReportOfFailureAfterTheQuestionsIsInTheHistoryAndCounted() {
        callBack(Scene.result(task.id().value(), 1, "A _____."));

        callBack(Map.of("worker_task_id", task.id().value(), "status", "failed"));

        assertThat(scene.history(task)).endsWith("worker: report ignored (the task has completed)");
        assertThat(scene.counted("CallbackRefused")).containsExactly("stale");
    }

    @Test
    void uselessQuestionsForATaskThatHasFailedAreInTheHistoryAndCounted() {
        scene.step(task, each -> each.failed("sweep", "why", scene.now()));

        callBack(
                Map.of(
                        "worker_task_id", task.id().value(),
                        "user_id", 1,
                        "questions", List.of(7)));

        assertThat(scene.history(task)).endsWith("worker: report ignored (the task has failed)");
        assertThat(scene.counted("CallbackRefused")).containsExactly("stale");
    }

    @Test
    void questionsForACancelledTaskAreCountedAsTheDocumentSays() {
        scene.step(task, each -> each.cancelled(scene.now()));

        callBack(Scene.result(task.id().value(), 1, "A _____."));

        assertThat(scene.history(task)).endsWith("worker: result ignored (the task was cancelled)");
        assertThat(scene.counted("CallbackRefused")).containsExactly("stale");
    }

    private void callBack(Map<String, ?> body) {
        scene.callBack(task, body);
    }
}
