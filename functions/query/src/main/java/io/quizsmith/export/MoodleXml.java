package io.quizsmith.export;

/** Moodle's XML, one multichoice question each. */
final class MoodleXml {

    private static final String PLAIN = "plain_text";

    private MoodleXml() {}

    static Exported write(ExportQuiz quiz) {
        var xml = new Xml();
        xml.element(
                "quiz",
                () -> {
                    category(xml, quiz.title());
                    quiz.items().forEach(item -> question(xml, item));
                });
        return Exported.all(xml.document());
    }

    private static void category(Xml xml, String title) {
        xml.element(
                "question",
                () ->
                        xml.element(
                                "category",
                                () -> xml.text("text", "$course$/top/" + title.replace("/", "//"))),
                "type",
                "category");
    }

    private static void question(Xml xml, ExportQuiz.Item item) {
        xml.element(
                "question",
                () -> {
                    xml.element("name", () -> xml.text("text", item.id()));
                    formatted(xml, "questiontext", item.text());
                    formatted(xml, "generalfeedback", item.explanation());
                    xml.text("defaultgrade", Math.max(1, item.question().score()) + ".0000000");
                    xml.text("penalty", "0.3333333");
                    xml.text("hidden", "0");
                    xml.text("idnumber", item.id());
                    xml.text("single", "true");
                    xml.text("shuffleanswers", "true");
                    xml.text("answernumbering", "ABCD");
                    xml.text("showstandardinstruction", "0");
                    formatted(xml, "correctfeedback", "");
                    formatted(xml, "partiallycorrectfeedback", "");
                    formatted(xml, "incorrectfeedback", "");
                    for (int i = 0; i < item.options().size(); i++) {
                        answer(xml, item.options().get(i), i == item.key());
                    }
                    xml.element("tags", () -> item.tags().forEach(tag -> tag(xml, tag)));
                },
                "type",
                "multichoice");
    }

    private static void answer(Xml xml, String option, boolean isKey) {
        xml.element(
                "answer",
                () -> {
                    xml.text("text", option);
                    formatted(xml, "feedback", "");
                },
                "fraction",
                isKey ? "100" : "0",
                "format",
                PLAIN);
    }

    private static void formatted(Xml xml, String name, String text) {
        xml.element(name, () -> xml.text("text", text), "format", PLAIN);
    }

    private static void tag(Xml xml, String tag) {
        xml.element("tag", () -> xml.text("text", tag));
    }
}
