package io.quizsmith.export;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kahoot's spreadsheet. What is too long for it is left out, and never cut. */
final class Kahoot {

    private static final int LONGEST_QUESTION = 120;
    private static final int LONGEST_ANSWER = 75;
    private static final int HEADER = 7;
    private static final int SECONDS = 30;

    private Kahoot() {}

    static Exported write(ExportQuiz quiz) {
        var leftOut = new LinkedHashMap<String, String>();
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Quizsmith", "1.0")) {
            var sheet = workbook.newWorksheet("Quiz");
            sheet.value(1, 1, "Quiz: " + quiz.title());
            row(
                    sheet,
                    HEADER,
                    List.of(
                            "",
                            "Question - max 120 characters",
                            "Answer 1 - max 75 characters",
                            "Answer 2 - max 75 characters",
                            "Answer 3 - max 75 characters",
                            "Answer 4 - max 75 characters",
                            "Time limit (sec) \u2013 5, 10, 20, 30, 60, 90, 120, or 240 secs",
                            "Correct answer(s) - choose at least one"));
            int written = 0;
            for (var item : quiz.items()) {
                if (isTooLong(item)) {
                    leftOut.put(item.id(), "longer than Kahoot takes");
                } else {
                    written++;
                    question(sheet, written, item);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Exported(bytes.toByteArray(), Map.copyOf(leftOut));
    }

    private static boolean isTooLong(ExportQuiz.Item item) {
        return length(item.stem()) > LONGEST_QUESTION
                || item.options().stream().anyMatch(option -> length(option) > LONGEST_ANSWER);
    }

    /** As a spreadsheet counts. */
    private static int length(String text) {
        return text.length();
    }

    private static void question(Worksheet sheet, int number, ExportQuiz.Item item) {
        int row = HEADER + number;
        sheet.value(row, 0, number);
        sheet.value(row, 1, cell(item.stem()));
        for (int i = 0; i < item.options().size(); i++) {
            sheet.value(row, 2 + i, cell(item.options().get(i)));
        }
        sheet.value(row, 6, SECONDS);
        sheet.value(row, 7, item.key() + 1);
    }

    private static void row(Worksheet sheet, int row, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            sheet.value(row, column, cells.get(column));
        }
    }

    /**
     * A spreadsheet reads _x0041_ as one character, unless the first underscore is spelt so too.
     */
    private static String cell(String text) {
        return text.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
    }
}
