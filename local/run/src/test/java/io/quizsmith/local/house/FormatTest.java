package io.quizsmith.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import io.quizsmith.cloud.Root;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** google-java-format, AOSP style. {@code ./quizsmith format} puts it right. */
class FormatTest {

    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everySourceIsFormatted() throws IOException, FormatterException {
        boolean write = Boolean.getBoolean("format.write");
        var wrong = new ArrayList<Path>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            String formatted = formatted(text);
            if (!text.equals(formatted)) {
                wrong.add(Root.path().relativize(source));
                if (write) {
                    Files.writeString(source, formatted);
                }
            }
        }
        if (!write) {
            assertThat(wrong).as("run ./quizsmith format").isEmpty();
        }
    }

    private static String formatted(String text) throws FormatterException {
        var style = JavaFormatterOptions.Style.AOSP;
        String ordered = ImportOrderer.reorderImports(text, style);
        return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (String folder : List.of("shared", "functions", "local", "bench")) {
            try (var files = Files.walk(Root.path().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
