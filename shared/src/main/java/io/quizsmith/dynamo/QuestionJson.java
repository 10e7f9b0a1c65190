package io.quizsmith.dynamo;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions as they are stored: one JSON object each. */
final class QuestionJson {

    private QuestionJson() {}

    static List<?> write(List<Question> questions) {
        return questions.stream().map(QuestionJson::write).toList();
    }

    /** Always in the same order: the same question gives the same bytes. */
    private static Map<String, Object> write(Question question) {
        var json = new LinkedHashMap<String, Object>();
        json.put("stem", question.stem());
        json.put("directive", question.directive());
        json.put("options", question.options());
        json.put("key", question.key());
        json.put("explanation", question.explanation());
        json.put("type", question.type());
        json.put("difficulty", question.difficulty());
        json.put("score", question.score());
        json.put("context", question.context());
        json.put("category", question.category());
        json.put("flags", question.flags().stream().map(Flaw::name).toList());
        return json;
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
                            (String) question.get("category"),
                            flags((List<?>) question.get("flags"))));
        }
        return List.copyOf(questions);
    }

    /** None where the question was stored before there were any. */
    private static Set<Flaw> flags(List<?> names) {
        return names == null
                ? Set.of()
                : names.stream()
                        .flatMap(name -> Flaw.named((String) name).stream())
                        .collect(Collectors.toSet());
    }
}
