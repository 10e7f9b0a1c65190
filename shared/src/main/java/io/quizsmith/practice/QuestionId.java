package io.quizsmith.practice;

import io.quizsmith.task.TaskId;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a question: {@code <task id>-q<number>}.
 *
 * @param number its place in the quiz, from 1
 */
public record QuestionId(TaskId task, int number) {

    private static final Pattern FORM = Pattern.compile("(task-.+)-q([1-9][0-9]{0,2})");

    public static Optional<QuestionId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? TaskId.parse(form.group(1))
                        .map(task -> new QuestionId(task, Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return task + "-q" + number;
    }
}
