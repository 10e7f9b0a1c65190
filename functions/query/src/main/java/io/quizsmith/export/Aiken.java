package io.quizsmith.export;

/** Aiken: a stem on one line, lettered options, and the letter of the key. */
final class Aiken {

    /** What its readers would take for an option, for the key, or for nothing. */
    private static final String MISREAD = "(?is)(.|[a-z][).].*|answer:.*)";

    private Aiken() {}

    static Exported write(ExportQuiz quiz) {
        var text = new StringBuilder();
        for (var item : quiz.items()) {
            String stem = folded(item.stem());
            text.append(stem.matches(MISREAD) ? "Question: " + stem : stem).append('\n');
            for (int i = 0; i < item.options().size(); i++) {
                text.append((char) ('A' + i)).append(". ");
                text.append(folded(item.options().get(i))).append('\n');
            }
            text.append("ANSWER: ").append(item.question().key()).append("\n\n");
        }
        return Exported.all(text);
    }

    private static String folded(String text) {
        return text.strip().replaceAll("[\\s\\u2028\\u2029]+", " ");
    }
}
