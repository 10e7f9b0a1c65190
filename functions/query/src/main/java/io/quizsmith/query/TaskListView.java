package io.quizsmith.query;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.http.TaskView;

import java.util.LinkedHashMap;
import java.util.Map;

/** A page of tasks as clients see it. */
final class TaskListView {

    private TaskListView() {}

    static Map<String, Object> of(TaskLists.Page page, int limit) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.entries().size());
        view.put("limit", limit);
        view.put("tasks", page.entries().stream().map(TaskListView::entry).toList());
        view.put("next_cursor", page.next().map(Cursor::of).orElse(null));
        return view;
    }

    private static Map<String, Object> entry(TaskLists.Entry task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.id().value());
        view.put("status", task.status().wire());
        view.put("user_id", task.user().value());
        view.put("quiz_size", task.quizSize());
        view.put("questions_created", task.questionsCreated());
        view.put("created_at", TaskView.time(task.createdAt()));
        view.put("completed_at", TaskView.time(task.completedAt()));
        view.put("duration_seconds", TaskView.seconds(task.createdAt(), task.completedAt()));
        view.put("declared_level", task.declaredLevel());
        return view;
    }
}
