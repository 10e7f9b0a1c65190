package io.quizsmith.export;

import io.quizsmith.question.Question;

import java.util.List;

/** Questions that leave together, under a title. */
public record ExportQuiz(String title, List<Item> items) {

    public ExportQuiz {
        items = List.copyOf(items);
    }

    /**
     * A question and the name that it keeps, so that it replaces itself where it is imported again.
     * No text in it has a character that XML cannot hold, and lines end in LF.
     */
    public record Item(String id, Question question) {

        public Item {
            question = legal(question);
        }

        String stem() {
            return question.stem();
        }

        /** What to do, where that is not the stem itself, else {@code ""}. */
        String directive() {
            String directive = question.directive().strip();
            return directive.equals(question.stem().strip()) ? "" : directive;
        }

        /** What to do, and below it the stem. */
        String text() {
            return directive().isEmpty() ? stem() : directive() + "\n" + stem();
        }

        List<String> options() {
            return question.options();
        }

        /** The place of the right option, from 0. */
        int key() {
            return question.keyPlace();
        }

        String keyText() {
            return options().get(key());
        }

        String explanation() {
            return question.explanation();
        }

        /** Type, difficulty and category, those that there are. */
        List<String> tags() {
            return List.of(question.type(), question.difficulty(), question.category()).stream()
                    .filter(tag -> !tag.isBlank())
                    .distinct()
                    .toList();
        }
    }

    private static Question legal(Question question) {
        return new Question(
                stem(question),
                legal(question.directive()),
                question.options().stream().map(ExportQuiz::visible).toList(),
                question.key(),
                legal(question.explanation()),
                legal(question.type()),
                legal(question.difficulty()),
                question.score(),
                legal(question.context()),
                legal(question.category()),
                question.flags());
    }

    private static String stem(Question question) {
        return visible(question.stem());
    }

    /** What is left may be nothing to see; no format has a place for that. */
    private static String visible(String text) {
        String legal = legal(text);
        return legal.isBlank() ? "?" : legal;
    }

    private static String legal(String text) {
        var legal = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(ExportQuiz::isLegal)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    /** A character of XML 1.0 (production 2), and none of those that it advises against. */
    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c < 0x7f)
                || (c > 0x9f && c <= 0xd7ff)
                || (c >= 0xe000 && (c & 0xfffe) != 0xfffe && (c < 0xfdd0 || c > 0xfdef));
    }
}
