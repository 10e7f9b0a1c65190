package io.quizsmith.query;

import io.quizsmith.http.TaskView;

import java.util.LinkedHashMap;
import java.util.Map;

/** Questions of the bank as clients see them. */
final class BankView {

    private BankView() {}

    static Map<String, Object> of(Bank.Page page, int limit) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.entries().size());
        view.put("limit", limit);
        view.put("questions", page.entries().stream().map(BankView::of).toList());
        view.put("next_cursor", page.next().map(BankCursor::text).orElse(null));
        return view;
    }

    static Map<String, Object> of(Bank.Entry entry) {
        var view = QuizView.question("" + entry.id(), entry.question());
        view.put("task_id", entry.id().task().value());
        view.put("seen_at", TaskView.time(entry.mark().seen()));
        view.put("answered_right", entry.mark().right());
        view.put("answered_wrong", entry.mark().wrong());
        view.put("flagged", entry.mark().isFlagged() ? entry.mark().flag() : null);
        return view;
    }

    /** A question as a learner is given it: without key and explanation. */
    static Map<String, Object> unanswered(Bank.Entry entry) {
        var view = QuizView.question("" + entry.id(), entry.question());
        view.remove("correct");
        view.remove("explanation");
        view.put("task_id", entry.id().task().value());
        return view;
    }
}
