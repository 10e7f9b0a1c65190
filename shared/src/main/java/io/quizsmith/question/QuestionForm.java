package io.quizsmith.question;

import io.quizsmith.input.Fields;
import io.quizsmith.input.Violation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A question as a worker sends it, read into one that can be used, or into reasons why not. */
sealed interface QuestionForm {

    int MAX_TEXT = 4000;
    int MAX_OPTION = 1000;
    int MAX_LABEL = 200;
    char NO_BREAK_SPACE = '\u00a0';

    Set<String> LETTERS = Set.copyOf(Question.LETTERS);

    record WellFormed(Question question) implements QuestionForm {}

    record Malformed(List<String> reasons) implements QuestionForm {}

    static QuestionForm parse(Object json) {
        if (!(json instanceof Map<?, ?> object)) {
            return new Malformed(List.of("must be an object"));
        }
        @SuppressWarnings("unchecked") // the keys of a JSON object are strings
        var fields = new Fields((Map<String, ?>) object);
        String directive = fields.text("directive", MAX_TEXT);
        String sentence = fields.text("sentence", MAX_TEXT);
        String stem = isBlank(sentence) ? directive : sentence;
        if (isBlank(stem) && fields.accepts("sentence") && fields.accepts("directive")) {
            fields.reject("sentence", "is required");
        }
        List<String> options = options(object.get("options"), fields);
        String key = key(object.get("correct_answer"), fields);
        String explanation = fields.text("explanation", MAX_TEXT);
        String type = fields.text("type", MAX_LABEL);
        String difficulty = fields.text("difficulty", MAX_LABEL);
        int score = score(object.get("score"), fields);
        String context = fields.text("context", MAX_LABEL);
        String category = fields.text("category", MAX_LABEL);
        if (!fields.violations().isEmpty()) {
            return new Malformed(fields.violations().stream().map(Violation::sentence).toList());
        }
        return new WellFormed(
                new Question(
                        stem,
                        directive,
                        options,
                        key,
                        explanation,
                        type,
                        difficulty,
                        score,
                        context,
                        category));
    }

    private static List<String> options(Object json, Fields fields) {
        if (!(json instanceof Map<?, ?> options) || !options.keySet().equals(LETTERS)) {
            fields.reject("options", "must be an object with exactly A, B, C and D");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (String letter : Question.LETTERS) {
            if (!(options.get(letter) instanceof String text) || isBlank(text)) {
                fields.reject("options." + letter, "must be a text that is not blank");
            } else if (text.codePointCount(0, text.length()) > MAX_OPTION
                    || !Fields.isUnicode(text)) {
                fields.reject(
                        "options." + letter,
                        "must be Unicode text of at most " + MAX_OPTION + " characters");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Whether there is nothing but spaces, be they such as hold a line together. */
    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != NO_BREAK_SPACE) {
                return false;
            }
        }
        return true;
    }

    private static String key(Object json, Fields fields) {
        if (json instanceof String text) {
            String letter = text.strip().toUpperCase(Locale.ROOT);
            if (Question.LETTERS.contains(letter)) {
                return letter;
            }
        }
        fields.reject("correct_answer", "must be A, B, C or D");
        return "";
    }

    private static int score(Object json, Fields fields) {
        if (json == null || "".equals(json)) {
            return 0;
        }
        OptionalLong score = Fields.wholeNumber(json);
        if (score.isEmpty() || Math.abs(score.getAsLong()) > 1_000_000) {
            fields.reject("score", "must be a whole number");
            return 0;
        }
        return (int) score.getAsLong();
    }
}
