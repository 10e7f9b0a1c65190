package io.quizsmith.query;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskEvent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened to a task, the oldest first. Times are UTC, to the millisecond. */
final class HistoryView {

    private HistoryView() {}

    /** GET /api/ai/tasks/<task_id>/events/ */
    static Map<String, Object> of(Task task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.id().value());
        view.put("count", task.history().size());
        view.put("events", events(task));
        return view;
    }

    static List<Map<String, Object>> events(Task task) {
        return task.history().stream().map(HistoryView::event).toList();
    }

    private static Map<String, Object> event(TaskEvent event) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", event.at().toString());
        view.put("actor", event.actor());
        view.put("event", event.what());
        view.put("reason", event.reason());
        return view;
    }
}
