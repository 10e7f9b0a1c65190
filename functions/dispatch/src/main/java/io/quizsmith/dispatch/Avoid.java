package io.quizsmith.dispatch;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.input.PlainText;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;

import java.util.List;

/**
 * What a worker that is asked for the rest of a quiz must not send again. The sentences are a
 * worker's own words: they become plain lines before they are part of another request.
 */
final class Avoid {

    private static final int MOST = 100;
    private static final int MOST_CHARACTERS = 300;

    private final ResultTable results;

    Avoid(ResultTable results) {
        this.results = results;
    }

    /** The sentences of the questions that the task has already; none for most tasks. */
    List<String> of(Task task) {
        return task.partial()
                .map(partial -> results.questions(task.id(), partial.result()))
                .map(Avoid::lines)
                .orElse(List.of());
    }

    static List<String> lines(List<Question> questions) {
        return questions.stream()
                .limit(MOST)
                .map(question -> start(PlainText.line(question.stem())))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String start(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)).strip();
    }
}
