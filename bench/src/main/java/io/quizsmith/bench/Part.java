package io.quizsmith.bench;

import java.util.List;

/**
 * A part of the report.
 *
 * @param name by which {@code --only} asks for it
 * @param how it was measured, in sentences
 * @param notes what else is to be said of it, each a paragraph or a table of its own
 */
record Part(String name, String title, String how, List<Figure> figures, List<String> notes) {}
