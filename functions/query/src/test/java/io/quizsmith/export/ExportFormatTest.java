package io.quizsmith.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

class ExportFormatTest {

    @Test
    void theDocumentationSaysWhatEachFormatLoses() throws IOException {
        List<String> rows =
                Files.readAllLines(Root.path().resolve("docs/exports.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList();

        var expected = new ArrayList<String>();
        for (var format : ExportFormat.values()) {
            expected.add(format.word() + ": " + String.join(", ", format.loses()));
        }

        assertThat(rows.stream().map(ExportFormatTest::wordAndLoss)).isEqualTo(expected);
    }

    private static String wordAndLoss(String row) {
        var cells = row.split(" \\| ", -1);
        String word = cells[0].replaceAll(".*?`([a-z-]+)`.*", "$1");
        return word + ": " + cells[cells.length - 1].replaceAll("^\\| | \\|$", "");
    }
}
