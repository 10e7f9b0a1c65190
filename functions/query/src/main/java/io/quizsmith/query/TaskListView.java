package io.quizsmith.query;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.http.TaskEntryView;

import java.util.LinkedHashMap;
import java.util.Map;

/** A page of tasks as clients see it. */
final class TaskListView {

    private TaskListView() {}

    static Map<String, Object> of(TaskLists.Page page, int limit) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.entries().size());
        view.put("limit", limit);
        view.put("tasks", page.entries().stream().map(TaskEntryView::of).toList());
        view.put("next_cursor", page.next().map(Cursor::of).orElse(null));
        return view;
    }
}
