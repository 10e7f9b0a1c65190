package io.quizsmith.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.question.Question;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;

import uk.ac.ed.ph.jqtiplus.JqtiExtensionManager;
import uk.ac.ed.ph.jqtiplus.notification.NotificationLevel;
import uk.ac.ed.ph.jqtiplus.notification.NotificationRecorder;
import uk.ac.ed.ph.jqtiplus.reading.AssessmentObjectXmlLoader;
import uk.ac.ed.ph.jqtiplus.reading.QtiXmlReader;
import uk.ac.ed.ph.jqtiplus.running.ItemProcessingInitializer;
import uk.ac.ed.ph.jqtiplus.running.ItemSessionController;
import uk.ac.ed.ph.jqtiplus.running.ItemSessionControllerSettings;
import uk.ac.ed.ph.jqtiplus.state.ItemProcessingMap;
import uk.ac.ed.ph.jqtiplus.state.ItemSessionState;
import uk.ac.ed.ph.jqtiplus.types.Identifier;
import uk.ac.ed.ph.jqtiplus.types.ResponseData;
import uk.ac.ed.ph.jqtiplus.types.StringResponseData;
import uk.ac.ed.ph.jqtiplus.xmlutils.locators.ResourceLocator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

import javax.xml.parsers.DocumentBuilderFactory;

/** The package as JQTI+ reads, validates and scores it. */
@Domain(HostileQuestions.class)
@SuppressWarnings("JavaUtilDate") // the reader wants one
class QtiTest {

    private static final String PACKAGE = "package:/";

    @Property(tries = 12)
    void everyItemIsValidAndItsKeyAloneScores(@ForAll @Size(max = 2) List<Question> questions)
            throws Exception {
        var items = new ArrayList<ExportQuiz.Item>();
        questions.forEach(
                each -> items.add(new ExportQuiz.Item("task-1-2-q" + (items.size() + 1), each)));
        var files = files(ExportFormat.QTI.write(new ExportQuiz("task-1-2", items)).bytes());
        assertThat(files.keySet())
                .contains("imsmanifest.xml", "test.xml")
                .hasSize(2 + items.size());
        everyFileIsListed(files);

        var manager = new JqtiExtensionManager();
        manager.init();
        ResourceLocator locator = new Files(files);
        var loader = new AssessmentObjectXmlLoader(new QtiXmlReader(manager), locator);
        var test = loader.loadResolveAndValidateTest(URI.create(PACKAGE + "test.xml"));
        assertThat(test.isValid()).as(test.toString()).isTrue();
        for (var item : items) {
            var uri = URI.create(PACKAGE + "items/item-" + item.id() + ".xml");
            var validated = loader.loadResolveAndValidateItem(uri);
            assertThat(validated.isValid()).as(validated.toString()).isTrue();
            assertThat(choices(files.get("items/item-" + item.id() + ".xml")))
                    .isEqualTo(item.options());
            for (int i = 0; i < 4; i++) {
                var session = session(manager, loader, uri);
                var response = new HashMap<Identifier, ResponseData>();
                response.put(
                        Identifier.assumedLegal("RESPONSE"),
                        new StringResponseData("choice-" + (char) ('A' + i)));
                var now = new Date(0);
                session.bindResponses(now, response);
                session.commitResponses(now);
                session.performResponseProcessing(now);
                double score =
                        Double.parseDouble(
                                session.getItemSessionState()
                                        .getOutcomeValue(Identifier.assumedLegal("SCORE"))
                                        .toQtiString());
                double expected = i == item.key() ? Math.max(1, item.question().score()) : 0;
                assertThat(score).isEqualTo(expected);
            }
        }
    }

    private static ItemSessionController session(
            JqtiExtensionManager manager, AssessmentObjectXmlLoader loader, URI uri) {
        var resolved = loader.loadAndResolveAssessmentItem(uri);
        ItemProcessingMap map = new ItemProcessingInitializer(resolved, true).initialize();
        var session =
                new ItemSessionController(
                        manager, new ItemSessionControllerSettings(), map, new ItemSessionState());
        session.addNotificationListener(new NotificationRecorder(NotificationLevel.INFO));
        var now = new Date(0);
        session.initialize(now);
        session.performTemplateProcessing(now);
        session.enterItem(now);
        return session;
    }

    private static void everyFileIsListed(Map<String, byte[]> files) throws Exception {
        var manifest = dom(files.get("imsmanifest.xml"));
        var listed = new ArrayList<String>();
        var nodes = manifest.getElementsByTagName("file");
        for (int i = 0; i < nodes.getLength(); i++) {
            listed.add(nodes.item(i).getAttributes().getNamedItem("href").getNodeValue());
        }
        listed.add("imsmanifest.xml");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(files.keySet());
    }

    private static List<String> choices(byte[] item) throws Exception {
        var nodes = dom(item).getElementsByTagName("simpleChoice");
        var texts = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static org.w3c.dom.Document dom(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml));
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), stream.readAllBytes());
            }
        }
        return files;
    }

    /** Where the reader finds the files of the package. */
    private record Files(Map<String, byte[]> files) implements ResourceLocator {

        @Override
        public InputStream findResource(URI uri) {
            byte[] file = files.get(uri.toString().substring(PACKAGE.length()));
            return file == null ? null : new ByteArrayInputStream(file);
        }
    }
}
