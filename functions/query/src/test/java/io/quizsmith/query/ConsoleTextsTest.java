package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The console's words are in one place, all of them, so that they can be said in another language.
 */
class ConsoleTextsTest {

    private static final Path FOLDER =
            Root.path().resolve("functions/query/src/main/resources/console");
    private static final Pattern USED = Pattern.compile("\\bt\\((?:[^()\"`]* \\? )?\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("^  \"?([^\":]+)\"?: ", Pattern.MULTILINE);
    private static final Pattern WORDS_IN_MARKUP = Pattern.compile(">\\s*[A-Z][a-z]+[ <]");

    private static List<Path> modules() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .filter(file -> !file.toString().contains("/vendor/"))
                    .filter(file -> !file.toString().contains("/texts/"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file))
                    .results()
                    .map(result -> result.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyWordThatAPageAsksForIsThere() {
        var there = found(KEY, FOLDER.resolve("texts/en.js"));
        assertThat(modules()).hasSizeGreaterThan(15);
        for (Path module : modules()) {
            assertThat(there).as(module.toString()).containsAll(found(USED, module));
        }
    }

    @Test
    void noPageHasWordsOfItsOwn() throws IOException {
        for (Path module : modules()) {
            assertThat(Files.readString(module))
                    .as(module.toString())
                    .doesNotContainPattern(WORDS_IN_MARKUP);
        }
    }

    @Test
    void noPageMakesMarkupOfAText() throws IOException {
        for (Path module : modules()) {
            assertThat(Files.readString(module))
                    .as(module.toString())
                    .doesNotContain("innerHTML", "InnerHTML", "insertAdjacent", "document.write")
                    .doesNotContain("eval(", "new Function", "localStorage");
        }
    }
}
