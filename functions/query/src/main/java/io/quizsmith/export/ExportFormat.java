package io.quizsmith.export;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The formats that a quiz leaves in, beside the API's own JSON. Facts of each, with their sources,
 * are in docs/exports.md.
 */
@SuppressWarnings("ImmutableEnumChecker") // writers have no state, and the lists are unmodifiable
public enum ExportFormat {
    CSV("csv", "text/csv", "csv", Csv::write, "a ' before cells that a spreadsheet would run"),
    GIFT("gift", "text/plain", "gift.txt", Gift::write, "score", "context"),
    MOODLE_XML("moodle-xml", "application/xml", "xml", MoodleXml::write, "context"),
    QTI("qti", "application/zip", "zip", Qti::write, "type", "difficulty", "context", "category"),
    AIKEN(
            "aiken",
            "text/plain",
            "aiken.txt",
            Aiken::write,
            "directive",
            "explanation",
            "type",
            "difficulty",
            "score",
            "context",
            "category",
            "line breaks"),
    ANKI("anki", "text/tab-separated-values", "anki.txt", Anki::write, "score", "context"),
    QUIZIZZ(
            "quizizz",
            "text/csv",
            "quizizz.csv",
            GameSheets::quizizz,
            "directive",
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    BLOOKET(
            "blooket",
            "text/csv",
            "blooket.csv",
            GameSheets::blooket,
            "directive",
            "explanation",
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    KAHOOT(
            "kahoot",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            Kahoot::write,
            "directive",
            "explanation",
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    OPENTDB(
            "opentdb",
            "application/json",
            "opentdb.json",
            OpenTriviaDb::write,
            "directive",
            "explanation",
            "score",
            "context",
            "order of the options"),
    MARKDOWN(
            "markdown",
            "text/markdown",
            "md",
            quiz -> Markdown.write(quiz, true),
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    MARKDOWN_WITHOUT_KEY(
            "markdown",
            "text/markdown",
            "md",
            quiz -> Markdown.write(quiz, false),
            "key",
            "explanation",
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    HTML(
            "html",
            "text/html",
            "html",
            quiz -> Html.write(quiz, true),
            "type",
            "difficulty",
            "score",
            "context",
            "category"),
    HTML_WITHOUT_KEY(
            "html",
            "text/html",
            "html",
            quiz -> Html.write(quiz, false),
            "key",
            "explanation",
            "type",
            "difficulty",
            "score",
            "context",
            "category");

    private final String word;
    private final String mediaType;
    private final String extension;
    private final Function<ExportQuiz, Exported> writer;
    private final List<String> loses;

    ExportFormat(
            String word,
            String mediaType,
            String extension,
            Function<ExportQuiz, Exported> writer,
            String... loses) {
        this.word = word;
        this.mediaType = mediaType;
        this.extension = extension;
        this.writer = writer;
        this.loses = List.of(loses);
    }

    public Exported write(ExportQuiz quiz) {
        return writer.apply(quiz);
    }

    public String word() {
        return word;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What a file of that format is called after the dot. */
    public String extension() {
        return extension;
    }

    /** What of a question has no place in the format. */
    public List<String> loses() {
        return loses;
    }

    /** Whether it is for people to look at, rather than for a program to take in. */
    public boolean isPage() {
        return this == HTML || this == HTML_WITHOUT_KEY;
    }

    public boolean isText() {
        return this != QTI && this != KAHOOT;
    }

    private boolean hasKey() {
        return this != MARKDOWN_WITHOUT_KEY && this != HTML_WITHOUT_KEY;
    }

    /** The format of that word, with the key or without; empty where there is none. */
    public static Optional<ExportFormat> of(String word, boolean withKey) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word) && format.hasKey() == withKey)
                .findFirst();
    }

    /** All words, each once. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ExportFormat::word).distinct().toList();
    }

    /**
     * The format that the header Accept wants most, where that is a media type that names one
     * format; empty where JSON will do as well.
     */
    public static Optional<ExportFormat> accepted(String accept) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(Range::parse)
                .filter(range -> range.quality() > 0)
                .sorted(Comparator.comparingDouble(Range::quality).reversed()) // keeps the order
                .findFirst()
                .flatMap(range -> ofMediaType(range.type()));
    }

    /** The games' sheets are sheets too, and so have to be asked for by their word. */
    private static Optional<ExportFormat> ofMediaType(String type) {
        return Stream.of(CSV, MOODLE_XML, QTI, ANKI, KAHOOT, MARKDOWN, HTML)
                .filter(format -> format.mediaType.equals(type))
                .findFirst();
    }

    /** One of the media ranges of the header Accept. */
    private record Range(String type, double quality) {

        private static Range parse(String text) {
            var parts = text.split(";", -1);
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip();
                if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
                    quality = Double.parseDouble(parameter.substring(2));
                }
            }
            return new Range(parts[0].strip(), quality);
        }
    }
}
