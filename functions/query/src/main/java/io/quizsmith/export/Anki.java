package io.quizsmith.export;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Notes for Anki: the front is stem and options, the back key and explanation. The front is what
 * Anki knows a note by, so an import of the same quiz again changes notes and makes none.
 */
final class Anki {

    private static final CSVFormat NOTES =
            CSVFormat.TDF
                    .builder()
                    .setQuoteMode(QuoteMode.ALL)
                    .setRecordSeparator("\n")
                    .setIgnoreSurroundingSpaces(false)
                    .get();

    private Anki() {}

    static Exported write(ExportQuiz quiz) {
        var text = new StringBuilder();
        text.append("#separator:Tab\n#html:true\n#notetype:Basic\n#tags column:3\n");
        try (var printer = new CSVPrinter(text, NOTES)) {
            for (var item : quiz.items()) {
                printer.printRecord(front(item), back(item), tags(item));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Exported.all(text);
    }

    private static String front(ExportQuiz.Item item) {
        return IntStream.range(0, item.options().size())
                .mapToObj(i -> (char) ('A' + i) + ". " + html(item.options().get(i)))
                .collect(Collectors.joining("<br>", html(item.text()) + "<br><br>", ""));
    }

    private static String back(ExportQuiz.Item item) {
        String key = item.question().key() + ". " + html(item.keyText());
        return item.explanation().isBlank() ? key : key + "<br><br>" + html(item.explanation());
    }

    /** Spaces stand between tags. */
    private static String tags(ExportQuiz.Item item) {
        return item.tags().stream()
                .map(tag -> tag.strip().replaceAll("\\s+", "_"))
                .collect(Collectors.joining(" "));
    }

    private static String html(String text) {
        return Html.escaped(text).replace("\n", "<br>");
    }
}
