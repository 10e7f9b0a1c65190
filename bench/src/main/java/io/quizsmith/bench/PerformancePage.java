package io.quizsmith.bench;

import io.quizsmith.cloud.Root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** docs/performance.md. Parts that were not measured this time stay as they are. */
final class PerformancePage {

    private static final String INTRODUCTION =
            """
            # Performance

            Written by `./quizsmith bench`; each part says which command makes it again. A floor is what the same
            work costs at least, measured in the same run, in turns with what stands beside it: compare the ratios
            first, for they depend on the machine much less than the figures do. Where a figure misses its target,
            [019](decisions/019-performance.md) says why; what happens far beyond this machine is in
            [scale.md](scale.md).
            """;

    /** In this order, whatever was measured last. */
    private static final List<String> ORDER =
            List.of("calls", "cold", "warm", "scale", "lists", "soak", "heat");

    /** It names the part. */
    private static final Pattern COMMAND =
            Pattern.compile("`\\./quizsmith bench --(?:only )?([a-z]+)");

    private PerformancePage() {}

    static Path path() {
        return Root.path().resolve("docs/performance.md");
    }

    /**
     * @param machine on which it was measured, in a sentence
     */
    static void write(Part measured, String machine) {
        try {
            var sections = sections();
            sections.put(measured.name(), section(measured, machine));
            var text = new StringBuilder(INTRODUCTION);
            ORDER.stream().filter(sections::containsKey).map(sections::get).forEach(text::append);
            Files.writeString(path(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<String, String> sections() throws IOException {
        var sections = new LinkedHashMap<String, String>();
        if (!Files.exists(path())) {
            return sections;
        }
        for (String each : Files.readString(path()).split("(?m)(?=^## )", -1)) {
            var command = COMMAND.matcher(each);
            if (each.startsWith("## ") && command.find()) {
                sections.put(command.group(1), "\n" + each.strip() + "\n");
            }
        }
        return sections;
    }

    private static String section(Part part, String machine) {
        var text = new StringBuilder();
        text.append("\n## ").append(part.title()).append("\n\n");
        text.append("`./quizsmith bench ").append(part.command()).append("`. ");
        text.append(machine).append("\n\n");
        text.append(part.how().strip()).append("\n\n");
        text.append(Table.markdown(part.figures()));
        part.notes().forEach(note -> text.append('\n').append(note.strip()).append('\n'));
        return text.toString();
    }
}
