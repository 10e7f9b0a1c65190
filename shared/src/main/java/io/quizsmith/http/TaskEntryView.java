package io.quizsmith.http;

import io.quizsmith.dynamo.TaskLists;

import java.util.LinkedHashMap;
import java.util.Map;

/** A task in a list, as clients see it. */
public final class TaskEntryView {

    private TaskEntryView() {}

    public static Map<String, Object> of(TaskLists.Entry task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.id().value());
        view.put("status", task.status().wire());
        view.put("user_id", task.user().value());
        view.put("username", task.username());
        view.put("quiz_size", task.quizSize());
        view.put("questions_created", task.questionsCreated());
        view.put("created_at", TaskView.time(task.createdAt()));
        view.put("completed_at", TaskView.time(task.completedAt()));
        view.put("duration_seconds", TaskView.seconds(task.createdAt(), task.completedAt()));
        view.put("declared_level", task.declaredLevel());
        return view;
    }
}
