package io.quizsmith.export;

import java.util.Locale;

/** GIFT, the text format of Moodle. */
final class Gift {

    private Gift() {}

    static Exported write(ExportQuiz quiz) {
        var text = new StringBuilder();
        quiz.items().forEach(item -> write(item, text));
        return Exported.all(text);
    }

    private static void write(ExportQuiz.Item item, StringBuilder text) {
        text.append("// [id:").append(item.id()).append(']');
        item.tags().forEach(tag -> text.append(" [tag:").append(label(tag)).append(']'));
        text.append("\n::").append(item.id()).append("::").append(plain(item.text())).append("{\n");
        for (int i = 0; i < item.options().size(); i++) {
            text.append('\t').append(i == item.key() ? '=' : '~');
            text.append(plain(item.options().get(i))).append('\n');
        }
        if (!item.explanation().isBlank()) {
            text.append("\t####").append(plain(item.explanation())).append('\n');
        }
        text.append("}\n\n");
    }

    /** The marker keeps text that begins like a weight or another marker from being read as one. */
    private static String plain(String text) {
        return "[plain]"
                + text.strip()
                        .replace("\\", "\\\\")
                        .replace("#", "\\#")
                        .replace("=", "\\=")
                        .replace("~", "\\~")
                        .replace("{", "\\{")
                        .replace("}", "\\}")
                        .replace(":", "\\:")
                        .replace("\n", "\\n");
    }

    /** Tags stand in a comment, which knows no escapes. */
    private static String label(String tag) {
        return tag.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_-]+", "_");
    }
}
