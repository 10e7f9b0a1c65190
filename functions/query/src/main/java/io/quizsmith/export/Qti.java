package io.quizsmith.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package of QTI 2.1: an item for each question, a test that has them all, and the manifest. */
final class Qti {

    private static final String NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1";
    private static final String PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1";

    /** The same quiz is the same bytes, whenever it is packed. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private Qti() {}

    static Exported write(ExportQuiz quiz) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            add(zip, "imsmanifest.xml", manifest(quiz));
            add(zip, "test.xml", test(quiz));
            for (var item : quiz.items()) {
                add(zip, file(item), item(item));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Exported.all(bytes.toByteArray());
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
        zip.write(content.getBytes(UTF_8));
        zip.closeEntry();
    }

    private static String file(ExportQuiz.Item item) {
        return "items/" + identifier(item) + ".xml";
    }

    /** An identifier begins with a letter, and so does an xs:ID. */
    private static String identifier(ExportQuiz.Item item) {
        return "item-" + item.id();
    }

    private static String manifest(ExportQuiz quiz) {
        var xml = new Xml();
        xml.element(
                "manifest",
                () -> {
                    xml.element(
                            "metadata",
                            () -> {
                                xml.text("schema", "QTIv2.1 Package");
                                xml.text("schemaversion", "1.0.0");
                            });
                    xml.empty("organizations");
                    xml.element("resources", () -> resources(xml, quiz.items()));
                },
                "xmlns",
                PACKAGING,
                "identifier",
                "manifest");
        return xml.document();
    }

    private static void resources(Xml xml, List<ExportQuiz.Item> items) {
        xml.element(
                "resource",
                () -> {
                    xml.empty("file", "href", "test.xml");
                    items.forEach(
                            item -> xml.empty("dependency", "identifierref", identifier(item)));
                },
                "identifier",
                "test",
                "type",
                "imsqti_test_xmlv2p1",
                "href",
                "test.xml");
        items.forEach(
                item ->
                        xml.element(
                                "resource",
                                () -> xml.empty("file", "href", file(item)),
                                "identifier",
                                identifier(item),
                                "type",
                                "imsqti_item_xmlv2p1",
                                "href",
                                file(item)));
    }

    private static String test(ExportQuiz quiz) {
        var xml = new Xml();
        xml.element(
                "assessmentTest",
                () ->
                        xml.element(
                                "testPart",
                                () -> section(xml, quiz),
                                "identifier",
                                "part",
                                "navigationMode",
                                "nonlinear",
                                "submissionMode",
                                "individual"),
                "xmlns",
                NAMESPACE,
                "identifier",
                "test",
                "title",
                quiz.title());
        return xml.document();
    }

    private static void section(Xml xml, ExportQuiz quiz) {
        xml.element(
                "assessmentSection",
                () ->
                        quiz.items()
                                .forEach(
                                        item ->
                                                xml.empty(
                                                        "assessmentItemRef",
                                                        "identifier",
                                                        identifier(item),
                                                        "href",
                                                        file(item))),
                "identifier",
                "section",
                "title",
                quiz.title(),
                "visible",
                "true");
    }

    private static String item(ExportQuiz.Item item) {
        var xml = new Xml();
        xml.element(
                "assessmentItem",
                () -> {
                    declarations(xml, item);
                    xml.element("itemBody", () -> body(xml, item));
                    xml.element("responseProcessing", () -> processing(xml, item));
                    if (!item.explanation().isBlank()) {
                        xml.text(
                                "modalFeedback",
                                item.explanation(),
                                "outcomeIdentifier",
                                "FEEDBACK",
                                "identifier",
                                "explanation",
                                "showHide",
                                "show");
                    }
                },
                "xmlns",
                NAMESPACE,
                "identifier",
                identifier(item),
                "title",
                item.id(),
                "adaptive",
                "false",
                "timeDependent",
                "false");
        return xml.document();
    }

    private static void declarations(Xml xml, ExportQuiz.Item item) {
        xml.element(
                "responseDeclaration",
                () -> xml.element("correctResponse", () -> xml.text("value", choice(item.key()))),
                "identifier",
                "RESPONSE",
                "cardinality",
                "single",
                "baseType",
                "identifier");
        xml.element(
                "outcomeDeclaration",
                () -> xml.element("defaultValue", () -> xml.text("value", "0")),
                "identifier",
                "SCORE",
                "cardinality",
                "single",
                "baseType",
                "float");
        xml.empty(
                "outcomeDeclaration",
                "identifier",
                "FEEDBACK",
                "cardinality",
                "single",
                "baseType",
                "identifier");
    }

    private static void body(Xml xml, ExportQuiz.Item item) {
        if (!item.directive().isEmpty()) {
            xml.text("p", item.directive());
        }
        xml.element(
                "choiceInteraction",
                () -> {
                    xml.text("prompt", item.stem());
                    IntStream.range(0, item.options().size())
                            .forEach(
                                    i ->
                                            xml.text(
                                                    "simpleChoice",
                                                    item.options().get(i),
                                                    "identifier",
                                                    choice(i)));
                },
                "responseIdentifier",
                "RESPONSE",
                "shuffle",
                "false",
                "maxChoices",
                "1");
    }

    private static String choice(int index) {
        return "choice-" + (char) ('A' + index);
    }

    private static void processing(Xml xml, ExportQuiz.Item item) {
        xml.element(
                "responseCondition",
                () -> {
                    xml.element(
                            "responseIf",
                            () -> {
                                xml.element(
                                        "match",
                                        () -> {
                                            xml.empty("variable", "identifier", "RESPONSE");
                                            xml.empty("correct", "identifier", "RESPONSE");
                                        });
                                outcome(
                                        xml,
                                        "SCORE",
                                        "float",
                                        String.valueOf(Math.max(1, item.question().score())));
                            });
                    xml.element("responseElse", () -> outcome(xml, "SCORE", "float", "0"));
                });
        outcome(xml, "FEEDBACK", "identifier", "explanation");
    }

    private static void outcome(Xml xml, String name, String type, String value) {
        xml.element(
                "setOutcomeValue",
                () -> xml.text("baseValue", value, "baseType", type),
                "identifier",
                name);
    }
}
