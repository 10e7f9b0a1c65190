package io.quizsmith.query;

import io.quizsmith.caller.Caller;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.http.Request;
import io.quizsmith.http.TaskView;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.task.Task;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * GET /api/ai/tasks/<task_id>/, which clients ask more often than all the rest together: answered
 * without JAX-RS, which would take twice what the read takes.
 */
final class TaskStatusAnswer {

    private final VisibleTasks tasks;

    TaskStatusAnswer(VisibleTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * @param id as it was sent
     */
    void answer(String id, Request request, Caller caller, OutputStream output) throws IOException {
        Optional<Task> task = tasks.find(id, caller);
        if (task.isPresent()) {
            answer(task.get(), request, output);
        } else {
            Problem.notFound(request.id(), "Task not found").write(output, request);
        }
    }

    private static void answer(Task task, Request request, OutputStream output) throws IOException {
        var view = TaskView.of(task);
        String body = Json.write(view);
        String tag = "\"" + Digest.of(body) + "\"";
        var answer =
                RetryAfter.hint(Answer.json(200, view), task)
                        .with("ETag", tag)
                        .with("Cache-Control", "private, no-cache");
        if (EntityTags.match(request.header("if-none-match"), tag)) {
            Answer.write(output, request, 304, answer.without("Content-Type").headers(), "", false);
        } else {
            Answer.write(output, request, 200, answer.headers(), body, false);
        }
    }
}
