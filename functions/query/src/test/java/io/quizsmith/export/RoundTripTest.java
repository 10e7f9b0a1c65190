package io.quizsmith.export;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;
import io.quizsmith.question.Question;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;
import org.w3c.dom.Element;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * What another program reads is what was written, whatever the text looks like. GIFT has its own
 * reader in src/test/gift, and QTI in QtiTest.
 */
@Domain(HostileQuestions.class)
class RoundTripTest {

    private static final int TRIES = 150;

    private static ExportQuiz quiz(List<Question> questions) {
        var items = new ArrayList<ExportQuiz.Item>();
        questions.forEach(
                each -> items.add(new ExportQuiz.Item("task-1-2-q" + (items.size() + 1), each)));
        return new ExportQuiz("task-1-2", items);
    }

    private static String text(ExportFormat format, ExportQuiz quiz) {
        return new String(format.write(quiz).bytes(), UTF_8);
    }

    @Property(tries = TRIES)
    void csv(@ForAll @Size(max = 3) List<Question> questions) throws IOException {
        var quiz = quiz(questions);
        String text = text(ExportFormat.CSV, quiz);
        assertThat(text).startsWith("\ufeff");

        var records = records(text.substring(1), CSVFormat.RFC4180);

        assertThat(records.getFirst().toList()).isEqualTo(Csv.COLUMNS);
        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var row = records.get(i + 1).stream().map(RoundTripTest::uninert).toList();
            assertThat(row.subList(0, 9))
                    .containsExactly(
                            item.id(),
                            item.question().directive(),
                            item.stem(),
                            item.options().get(0),
                            item.options().get(1),
                            item.options().get(2),
                            item.options().get(3),
                            item.question().key(),
                            item.explanation());
            records.get(i + 1).forEach(cell -> assertThat(cell).doesNotMatch("(?s)[=+@\t\n].*"));
        }
    }

    private static String uninert(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    @Property(tries = TRIES)
    void theSheetsOfGames(@ForAll @Size(max = 3) List<Question> questions) throws IOException {
        var quiz = quiz(questions);

        var quizizz = records(text(ExportFormat.QUIZIZZ, quiz), CSVFormat.RFC4180);
        var blooket = records(text(ExportFormat.BLOOKET, quiz), CSVFormat.RFC4180);

        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var row = quizizz.get(i + 1).toList();
            assertThat(row).hasSize(11).startsWith(item.stem()).endsWith(item.explanation());
            assertThat(row.subList(2, 6)).isEqualTo(item.options());
            assertThat(row.get(1 + Integer.parseInt(row.get(7)))).isEqualTo(item.keyText());
            var other = blooket.get(i + 2).toList();
            assertThat(other).hasSize(26);
            assertThat(other.get(1)).isEqualTo(item.stem());
            assertThat(other.subList(2, 6)).isEqualTo(item.options());
            assertThat(other.get(1 + Integer.parseInt(other.get(7)))).isEqualTo(item.keyText());
        }
    }

    @Property(tries = TRIES)
    void anki(@ForAll @Size(max = 3) List<Question> questions) throws IOException {
        var quiz = quiz(questions);
        var lines = text(ExportFormat.ANKI, quiz);
        String head = lines.lines().limit(4).reduce("", (all, line) -> all + line + "\n");
        assertThat(head).isEqualTo("#separator:Tab\n#html:true\n#notetype:Basic\n#tags column:3\n");
        var format = CSVFormat.TDF.builder().setIgnoreSurroundingSpaces(false).setQuote('"').get();

        var records = records(lines.substring(head.length()), format);

        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var front = unbroken(records.get(i).get(0));
            assertThat(front).startsWith(item.text() + "\n\nA. " + item.options().getFirst());
            assertThat(unbroken(records.get(i).get(1)))
                    .startsWith(item.question().key() + ". " + item.keyText());
            assertThat(records.get(i).get(2).split(" ", -1)).hasSizeBetween(1, 5);
        }
    }

    private static String unbroken(String html) {
        assertThat(html).doesNotContain("\n").doesNotContainPattern("<(?!br>)");
        return org.jsoup.parser.Parser.unescapeEntities(html.replace("<br>", "\n"), true);
    }

    @Property(tries = TRIES)
    void moodleXml(@ForAll @Size(max = 3) List<Question> questions) throws Exception {
        var quiz = quiz(questions);
        var parser = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
        var bytes = ExportFormat.MOODLE_XML.write(quiz).bytes();

        var root = parser.parse(new ByteArrayInputStream(bytes)).getDocumentElement();

        var read = root.getElementsByTagName("question");
        assertThat(read.getLength()).isEqualTo(quiz.items().size() + 1);
        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var question = (Element) read.item(i + 1);
            assertThat(textOf(question, "questiontext")).isEqualTo(item.text());
            assertThat(textOf(question, "generalfeedback")).isEqualTo(item.explanation());
            var answers = question.getElementsByTagName("answer");
            for (int j = 0; j < 4; j++) {
                var answer = (Element) answers.item(j);
                assertThat(answer.getElementsByTagName("text").item(0).getTextContent())
                        .isEqualTo(item.options().get(j));
                assertThat(answer.getAttribute("fraction"))
                        .isEqualTo(j == item.key() ? "100" : "0");
            }
        }
    }

    private static String textOf(Element question, String name) {
        var holder = (Element) question.getElementsByTagName(name).item(0);
        return holder.getElementsByTagName("text").item(0).getTextContent();
    }

    @Property(tries = TRIES)
    void aiken(@ForAll @Size(max = 3) List<Question> questions) {
        var quiz = quiz(questions);

        var blocks = text(ExportFormat.AIKEN, quiz).split("\n\n", -1);

        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var lines = blocks[i].split("\n", -1);
            assertThat(lines).hasSize(6);
            assertThat(lines[0]).doesNotMatch("[A-Z][).].*|ANSWER:.*|.?");
            assertThat(lines[0].replaceFirst("^Question: ", ""))
                    .isEqualTo(folded(item.stem()).replaceFirst("^Question: ", ""));
            for (int j = 0; j < 4; j++) {
                assertThat(lines[j + 1])
                        .isEqualTo((char) ('A' + j) + ". " + folded(item.options().get(j)));
            }
            assertThat(lines[5]).isEqualTo("ANSWER: " + item.question().key());
        }
    }

    @Property(tries = 40)
    void kahoot(@ForAll @Size(max = 3) List<Question> questions) throws IOException {
        var quiz = quiz(questions);
        var exported = ExportFormat.KAHOOT.write(quiz);

        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(exported.bytes()))) {
            var sheet = workbook.getSheetAt(0);
            int row = 8;
            for (var item : quiz.items()) {
                if (exported.leftOut().containsKey(item.id())) {
                    assertThat(item.stem().length() > 120 || longest(item) > 75).isTrue();
                    continue;
                }
                var cells = sheet.getRow(row);
                row++;
                assertThat(cells.getCell(1).getStringCellValue()).isEqualTo(item.stem());
                for (int j = 0; j < 4; j++) {
                    assertThat(cells.getCell(2 + j).getStringCellValue())
                            .isEqualTo(item.options().get(j));
                }
                assertThat(cells.getCell(7).getNumericCellValue()).isEqualTo(item.key() + 1);
            }
            assertThat(sheet.getRow(row) == null).isTrue();
        }
    }

    private static int longest(ExportQuiz.Item item) {
        return item.options().stream().mapToInt(String::length).max().orElseThrow();
    }

    @Property(tries = TRIES)
    void openTriviaDb(@ForAll @Size(max = 3) List<Question> questions) {
        var quiz = quiz(questions);

        var body = Json.object(ExportFormat.OPENTDB.write(quiz).bytes()).orElseThrow();

        assertThat(body).containsEntry("response_code", questions.isEmpty() ? 1 : 0);
        var results = (List<?>) body.get("results");
        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            var result = (Map<?, ?>) results.get(i);
            assertThat(unescaped(result.get("question").toString())).isEqualTo(item.stem());
            assertThat(unescaped(result.get("correct_answer").toString()))
                    .isEqualTo(item.keyText());
            assertThat(((List<?>) result.get("incorrect_answers")).size()).isEqualTo(3);
            assertThat(result.get("question").toString()).doesNotContain("<", ">", "\"");
        }
    }

    private static String unescaped(String html) {
        return org.jsoup.parser.Parser.unescapeEntities(html, true);
    }

    @Property(tries = TRIES)
    void markdown(@ForAll @Size(max = 3) List<Question> questions) {
        var quiz = quiz(questions);

        Node document = Parser.builder().build().parse(text(ExportFormat.MARKDOWN, quiz));

        var page = Jsoup.parse(HtmlRenderer.builder().build().render(document));
        assertThat(page.select("h1").size()).isEqualTo(1);
        assertThat(page.select("script, a, img, blockquote, code, table, em").size()).isZero();
        assertThat(texts(page.select("li")))
                .isEqualTo(seen(quiz.items().stream().flatMap(RoundTripTest::lettered).toList()));
        var stems = texts(page.select("h1 ~ p:has(strong)"));
        for (int i = 0; i < quiz.items().size(); i++) {
            assertThat(stems.get(i)).isEqualTo(seen((i + 1) + ". " + quiz.items().get(i).text()));
        }
        assertThat(text(ExportFormat.MARKDOWN_WITHOUT_KEY, quiz)).doesNotContain("## Key");
    }

    private static Stream<String> lettered(ExportQuiz.Item item) {
        return IntStream.range(0, 4).mapToObj(i -> (char) ('A' + i) + ") " + item.options().get(i));
    }

    @Property(tries = TRIES)
    void html(@ForAll @Size(max = 3) List<Question> questions) {
        var quiz = quiz(questions);

        var page = Jsoup.parse(text(ExportFormat.HTML, quiz));

        assertThat(page.select("script, a, img, iframe, link").size()).isZero();
        var stems = page.select(".questions > li");
        assertThat(stems.size()).isEqualTo(quiz.items().size());
        for (int i = 0; i < quiz.items().size(); i++) {
            var item = quiz.items().get(i);
            assertThat(stems.get(i).select(".stem").first().wholeText()).isEqualTo(item.stem());
            assertThat(texts(stems.get(i).select(".options > li"))).isEqualTo(seen(item.options()));
        }
        assertThat(page.select(".key b").eachText())
                .isEqualTo(quiz.items().stream().map(item -> item.question().key()).toList());
        assertThat(text(ExportFormat.HTML_WITHOUT_KEY, quiz)).doesNotContain("<section");
    }

    /** All of it: {@code eachText} leaves out what has no width, such as soft hyphens. */
    private static List<String> texts(Elements elements) {
        return seen(elements.stream().map(org.jsoup.nodes.Element::wholeText).toList());
    }

    /** Runs of white space, of whatever kind, are one. */
    private static String seen(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    private static List<String> seen(List<String> texts) {
        return texts.stream().map(RoundTripTest::seen).toList();
    }

    private static String folded(String text) {
        return text.strip().replaceAll("[\\s\u2028\u2029]+", " ");
    }

    private static List<CSVRecord> records(String text, CSVFormat format) throws IOException {
        try (var parser = CSVParser.parse(text, format)) {
            return parser.getRecords();
        }
    }
}
