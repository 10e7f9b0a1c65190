package io.quizsmith.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures as a table: aligned on a screen, and in Markdown. */
final class Table {

    private static final List<String> HEAD =
            List.of("what", "unit", "median", "lowest to highest", "floor", "times it", "target");

    private Table() {}

    static String aligned(List<Part> parts) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        parts.stream().flatMap(part -> part.figures().stream()).map(Table::row).forEach(rows::add);
        int[] widths =
                IntStream.range(0, HEAD.size())
                        .map(
                                i ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(i).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        return rows.stream()
                .map(
                        row ->
                                IntStream.range(0, row.size())
                                        .mapToObj(i -> padded(row.get(i), widths[i], i))
                                        .collect(Collectors.joining("  "))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(String text, int width, int column) {
        String blank = " ".repeat(width - text.length());
        return column < 2 || column == 6 ? text + blank : blank + text;
    }

    static String markdown(List<Figure> figures) {
        var lines = new ArrayList<String>();
        lines.add(line(HEAD));
        lines.add("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        figures.forEach(figure -> lines.add(line(row(figure))));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |")).replace("|  |", "| |");
    }

    private static List<String> row(Figure figure) {
        return List.of(
                figure.what(),
                figure.unit(),
                figure.value(),
                figure.spread(),
                figure.least(),
                figure.ratio(),
                figure.target());
    }
}
