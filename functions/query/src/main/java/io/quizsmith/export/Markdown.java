package io.quizsmith.export;

import java.util.stream.Collectors;

/** CommonMark, to be read or printed; the key comes at the end, on a part of its own. */
final class Markdown {

    private Markdown() {}

    static Exported write(ExportQuiz quiz, boolean withKey) {
        var text = new StringBuilder("# " + inline(quiz.title()) + "\n");
        int number = 0;
        for (var item : quiz.items()) {
            number++;
            text.append("\n**")
                    .append(number)
                    .append(".** ")
                    .append(lines(item.text()))
                    .append("\n\n");
            for (int i = 0; i < item.options().size(); i++) {
                text.append("- ").append((char) ('A' + i)).append("\\) ");
                text.append(inline(item.options().get(i))).append('\n');
            }
        }
        if (withKey) {
            text.append("\n---\n\n## Key\n");
            number = 0;
            for (var item : quiz.items()) {
                number++;
                text.append("\n**").append(number).append(".** ").append(item.question().key());
                if (!item.explanation().isBlank()) {
                    text.append(" \u2013 ").append(lines(item.explanation()));
                }
                text.append('\n');
            }
        }
        return Exported.all(text);
    }

    /** Lines stay lines; empty ones would end the paragraph. */
    private static String lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(Markdown::inline)
                .collect(Collectors.joining("\\\n"));
    }

    /** Any punctuation may have a backslash before it, and then means itself. */
    private static String inline(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("[\\p{Punct}&&\\p{ASCII}]", "\\\\$0");
    }
}
