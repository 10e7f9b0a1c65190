package io.quizsmith.query;

import io.quizsmith.input.Violation;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.question.Question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer sheet: {@code {"answers": {"<question id>": "B"}}}; null leaves a question out. */
final class AnswersForm {

    private AnswersForm() {}

    /** What reading it comes to. */
    sealed interface Parsed {
        record WellFormed(Map<QuestionId, Optional<String>> answers) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    static Parsed parse(Map<String, Object> json, int most) {
        if (!(json.get("answers") instanceof Map<?, ?> answers) || answers.isEmpty()) {
            return malformed("answers", "must be an object of question ids and letters");
        }
        if (answers.size() > most) {
            return malformed("answers", "may be at most " + most + " at a time");
        }
        var read = new LinkedHashMap<QuestionId, Optional<String>>();
        var violations = new ArrayList<Violation>();
        answers.forEach(
                (id, letter) -> {
                    Optional<QuestionId> question = QuestionId.parse(id.toString());
                    if (question.isEmpty()) {
                        violations.add(new Violation("answers." + id, "is no question"));
                    } else if (letter == null || "".equals(letter)) {
                        read.put(question.get(), Optional.empty());
                    } else if (letter instanceof String text && isLetter(text)) {
                        read.put(question.get(), Optional.of(text.toUpperCase(Locale.ROOT)));
                    } else {
                        violations.add(
                                new Violation("answers." + id, "must be A, B, C, D or null"));
                    }
                });
        return violations.isEmpty()
                ? new Parsed.WellFormed(read)
                : new Parsed.Malformed(violations);
    }

    private static boolean isLetter(String text) {
        return Question.LETTERS.contains(text.toUpperCase(Locale.ROOT));
    }

    private static Parsed malformed(String field, String message) {
        return new Parsed.Malformed(List.of(new Violation(field, message)));
    }
}
