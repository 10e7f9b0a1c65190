package io.quizsmith.bench;

import java.util.List;

/**
 * A part of the report.
 *
 * @param name of a word
 * @param how it was measured, in sentences
 * @param notes what else is to be said of it, each a paragraph or a table of its own
 * @param command the options of {@code ./quizsmith bench} that make it again, the name first
 */
record Part(
        String name,
        String title,
        String how,
        List<Figure> figures,
        List<String> notes,
        String command) {

    Part(String name, String title, String how, List<Figure> figures, List<String> notes) {
        this(name, title, how, figures, notes, "--only " + name);
    }
}
