package io.quizsmith.input;

import java.util.List;

/**
 * Text as people read it. What they cannot see, or what only looks like the frame in which a model
 * is given its text, is left out: it could say something else to the model than to a person.
 * Everything else stays as it was sent, in any language.
 */
public final class PlainText {

    private PlainText() {}

    /** A text of several lines. */
    public static String lines(String sent) {
        return SectionMarks.without(Visible.of(sent));
    }

    /** A text of one line: where it had several, blanks stand between them. */
    public static String line(String sent) {
        return SectionMarks.without(oneLine(Visible.of(sent)));
    }

    /** As {@link #line}, for each; those that come to nothing are left out. */
    public static List<String> eachLine(List<String> sent) {
        return sent.stream().map(PlainText::line).filter(text -> !text.isEmpty()).toList();
    }

    /** Whether all of the text is to be seen, and it is one line. */
    public static boolean isVisibleLine(String text) {
        return oneLine(Visible.of(text)).equals(text);
    }

    private static String oneLine(String text) {
        return text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' ');
    }
}
