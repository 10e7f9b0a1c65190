package io.quizsmith.export;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A sheet for people: RFC 4180, with a mark that tells Excel of UTF-8. */
final class Csv {

    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "directive",
                    "text",
                    "A",
                    "B",
                    "C",
                    "D",
                    "correct",
                    "explanation",
                    "question_type",
                    "difficulty",
                    "score",
                    "context",
                    "category");

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Csv() {}

    static Exported write(ExportQuiz quiz) {
        var text = new StringBuilder(BYTE_ORDER_MARK);
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(COLUMNS);
            for (var item : quiz.items()) {
                printer.printRecord(cells(item).stream().map(Csv::inert).toList());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Exported.all(text);
    }

    private static List<String> cells(ExportQuiz.Item item) {
        var question = item.question();
        return List.of(
                item.id(),
                question.directive(),
                question.stem(),
                question.options().get(0),
                question.options().get(1),
                question.options().get(2),
                question.options().get(3),
                question.key(),
                question.explanation(),
                question.type(),
                question.difficulty(),
                String.valueOf(question.score()),
                question.context(),
                question.category());
    }

    /**
     * A spreadsheet runs what begins so; the text comes from a model and is not to be trusted. What
     * begins with the mark itself gets one more, so that taking one away gives the text again.
     */
    private static String inert(String cell) {
        return cell.matches("(?s)['=+\\-@\\t\\n].*") && !cell.matches("-[0-9]+")
                ? "'" + cell
                : cell;
    }
}
