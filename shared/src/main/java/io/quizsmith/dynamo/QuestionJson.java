package io.quizsmith.dynamo;

import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions as they are stored: one JSON object each. */
final class QuestionJson {

    private QuestionJson() {}

    static List<?> write(List<Question> questions) {
        return questions.stream()
                .map(
                        question ->
                                Map.of(
                                        "stem", question.stem(),
                                        "directive", question.directive(),
                                        "options", question.options(),
                                        "key", question.key(),
                                        "explanation", question.explanation(),
                                        "type", question.type(),
                                        "difficulty", question.difficulty(),
                                        "score", question.score(),
                                        "context", question.context(),
                                        "category", question.category()))
                .toList();
    }

    static List<Question> read(List<?> json) {
        var questions = new ArrayList<Question>();
        for (Object item : json) {
            var question = (Map<?, ?>) item;
            questions.add(
                    new Question(
                            (String) question.get("stem"),
                            (String) question.get("directive"),
                            ((List<?>) question.get("options"))
                                    .stream().map(String.class::cast).toList(),
                            (String) question.get("key"),
                            (String) question.get("explanation"),
                            (String) question.get("type"),
                            (String) question.get("difficulty"),
                            (Integer) question.get("score"),
                            (String) question.get("context"),
                            (String) question.get("category")));
        }
        return List.copyOf(questions);
    }
}
