package io.quizsmith.query;

import io.quizsmith.export.ExportQuiz;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A quiz as clients see it. */
final class QuizView {

    private QuizView() {}

    static Map<String, Object> of(Task task, List<Question> questions) {
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.id().value());
        view.put("user_id", task.user().value());
        view.put("count", questions.size());
        var list = new ArrayList<Map<String, Object>>();
        for (var question : questions) {
            list.add(question(id(task, list.size()), question));
        }
        view.put("questions", list);
        return view;
    }

    /** The same questions, under the same names, as they leave for elsewhere. */
    static ExportQuiz exported(Task task, List<Question> questions) {
        var items = new ArrayList<ExportQuiz.Item>();
        for (var question : questions) {
            items.add(new ExportQuiz.Item(id(task, items.size()), question));
        }
        return new ExportQuiz(task.id().value(), items);
    }

    private static String id(Task task, int index) {
        return task.id() + "-q" + (index + 1);
    }

    private static Map<String, Object> question(String id, Question question) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < Question.LETTERS.size(); i++) {
            options.put(Question.LETTERS.get(i), question.options().get(i));
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("id", id);
        view.put("text", question.stem());
        view.put("directive", question.directive());
        view.put("options", options);
        view.put("correct", question.key());
        view.put("explanation", question.explanation());
        view.put("question_type", question.type());
        view.put("difficulty", question.difficulty());
        view.put("score", question.score());
        view.put("context", question.context());
        view.put("category", question.category());
        return view;
    }
}
