package io.quizsmith.query;

import io.quizsmith.http.TaskView;
import io.quizsmith.practice.Grade;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graded answer sheet as learners see it. */
final class GradeView {

    private GradeView() {}

    static Map<String, Object> of(Grade grade, Instant at) {
        var view = new LinkedHashMap<String, Object>();
        view.put("answered_at", TaskView.time(at));
        view.put("correct", grade.right());
        view.put("total", grade.lines().size());
        view.put("score", grade.score());
        view.put("max_score", grade.maxScore());
        view.put("results", grade.lines().stream().map(GradeView::line).toList());
        return view;
    }

    private static Map<String, Object> line(Grade.Line line) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", line.id().toString());
        view.put("answer", line.answer().orElse(null));
        view.put("correct", line.question().key());
        view.put("is_correct", line.isRight());
        view.put("explanation", line.question().explanation());
        return view;
    }
}
