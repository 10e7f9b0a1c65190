package io.quizsmith.query;

import io.quizsmith.practice.QuestionId;
import io.quizsmith.question.Flaw;
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
            list.add(question("" + new QuestionId(task.id(), list.size() + 1), question));
        }
        view.put("questions", list);
        return view;
    }

    static Map<String, Object> question(String id, Question question) {
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
        view.put("flags", question.flags().stream().map(Flaw::name).toList());
        return view;
    }
}
