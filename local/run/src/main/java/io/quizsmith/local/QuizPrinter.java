package io.quizsmith.local;

import io.quizsmith.input.PlainText;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A quiz for reading: each question with its options, the key marked, and the explanation. */
final class QuizPrinter {

    private static final String INDENT = "    ";

    private final Screen screen;

    QuizPrinter(Screen screen) {
        this.screen = screen;
    }

    void print(List<?> questions) {
        int number = 1;
        for (Object each : questions) {
            print(number++, (Map<?, ?>) each);
        }
        screen.line(questions.size() + " questions. The key of each is marked with *.");
    }

    private void print(int number, Map<?, ?> question) {
        wrapped("%2d. ".formatted(number), INDENT, screen::bold, question.get("text"));
        screen.line(
                INDENT
                        + "["
                        + PlainText.line(String.valueOf(question.get("question_type")))
                        + ", "
                        + PlainText.line(String.valueOf(question.get("difficulty")))
                        + "]");
        ((Map<?, ?>) question.get("options"))
                .forEach(
                        (letter, text) -> {
                            boolean key = letter.equals(question.get("correct"));
                            wrapped(
                                    "  " + (key ? "* " : "  ") + letter + ") ",
                                    INDENT + "   ",
                                    key ? screen::bold : line -> line,
                                    text);
                        });
        wrapped(INDENT, INDENT, line -> line, question.get("explanation"));
        screen.line("");
    }

    /** What a worker wrote must not move the cursor of a terminal, or worse. */
    private void wrapped(String first, String others, UnaryOperator<String> style, Object text) {
        String indent = first;
        for (String line :
                lines(PlainText.line(String.valueOf(text)), Screen.WIDTH - others.length())) {
            screen.line(indent + style.apply(line));
            indent = others;
        }
    }

    /** The text in lines of at most {@code width} characters, where its words allow it. */
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
