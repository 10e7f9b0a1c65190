package io.quizsmith.export;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Sheets that quiz games take in. Their cells are read by the game alone, and go as they are. */
final class GameSheets {

    private static final int BLOOKET_COLUMNS = 26;
    private static final int SECONDS = 30;

    private GameSheets() {}

    /** Quizizz is called Wayground now. */
    static Exported quizizz(ExportQuiz quiz) {
        var rows = new ArrayList<List<?>>();
        rows.add(
                List.of(
                        "Question Text",
                        "Question Type",
                        "Option 1",
                        "Option 2",
                        "Option 3",
                        "Option 4",
                        "Option 5",
                        "Correct Answer",
                        "Time in seconds",
                        "Image Link",
                        "Answer explanation"));
        for (var item : quiz.items()) {
            var row = new ArrayList<Object>(List.of(item.stem(), "Multiple Choice"));
            row.addAll(item.options());
            row.addAll(List.of("", item.key() + 1, SECONDS, "", item.explanation()));
            rows.add(row);
        }
        return sheet(rows);
    }

    static Exported blooket(ExportQuiz quiz) {
        var rows = new ArrayList<List<?>>();
        rows.add(padded(List.of("Blooket\nImport Template")));
        rows.add(
                padded(
                        List.of(
                                "Question #",
                                "Question Text",
                                "Answer 1",
                                "Answer 2",
                                "Answer 3\n(Optional)",
                                "Answer 4\n(Optional)",
                                "Time Limit (sec)\n(Max: 300 seconds)",
                                "Correct Answer(s)\n(Only include Answer #)")));
        for (var item : quiz.items()) {
            var row = new ArrayList<Object>(List.of(rows.size() - 1, item.stem()));
            row.addAll(item.options());
            row.addAll(List.of(SECONDS, item.key() + 1));
            rows.add(padded(row));
        }
        return sheet(rows);
    }

    private static List<Object> padded(List<?> cells) {
        var row = new ArrayList<Object>(cells);
        while (row.size() < BLOOKET_COLUMNS) {
            row.add("");
        }
        return row;
    }

    private static Exported sheet(List<List<?>> rows) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecords(rows);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Exported.all(text);
    }
}
