package io.quizsmith.export;

import io.quizsmith.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Open Trivia DB answers, with its HTML entities. */
final class OpenTriviaDb {

    private static final int OK = 0;
    private static final int TOO_FEW = 1;

    private OpenTriviaDb() {}

    static Exported write(ExportQuiz quiz) {
        var body = new LinkedHashMap<String, Object>();
        body.put("response_code", quiz.items().isEmpty() ? TOO_FEW : OK);
        body.put("results", quiz.items().stream().map(OpenTriviaDb::result).toList());
        return Exported.all(Json.bytes(body));
    }

    private static Map<String, Object> result(ExportQuiz.Item item) {
        List<String> others = new ArrayList<>(item.options());
        others.remove(item.key());
        var result = new LinkedHashMap<String, Object>();
        result.put("type", "multiple");
        result.put("difficulty", difficulty(item.question().difficulty()));
        result.put("category", Html.escaped(category(item)));
        result.put("question", Html.escaped(item.stem()));
        result.put("correct_answer", Html.escaped(item.keyText()));
        result.put("incorrect_answers", others.stream().map(Html::escaped).toList());
        return result;
    }

    private static String category(ExportQuiz.Item item) {
        String category = item.question().category();
        return category.isBlank() ? item.question().type() : category;
    }

    private static String difficulty(String ours) {
        return switch (ours.strip().toLowerCase(Locale.ROOT)) {
            case "beginner", "elementary", "easy" -> "easy";
            case "advanced", "university", "upper-intermediate", "hard" -> "hard";
            default -> "medium";
        };
    }
}
