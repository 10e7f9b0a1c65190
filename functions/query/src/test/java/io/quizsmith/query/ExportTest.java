package io.quizsmith.query;

import static io.quizsmith.query.QueryFunction.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** GET /api/ai/tasks/<task_id>/questions/ in formats of others. */
class ExportTest {

    private static QueryFunction query;
    private static Task task;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
        Task queued = query.aTask();
        var payload = new ResultTable.Payload("d", new byte[] {'{', '}'}, 201, "{}", NOW);
        query.results.save(
                queued.id(),
                "result",
                List.of(question("She ___ home."), question("x".repeat(121))),
                payload);
        task = query.stored(queued, queued.completed("result", QueryFunction.quality(2), "", NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv; charset=UTF-8, csv, id",
        "gift, text/plain; charset=UTF-8, gift.txt, ::task-",
        "moodle-xml, application/xml; charset=UTF-8, xml, <?xml",
        "aiken, text/plain; charset=UTF-8, aiken.txt, ANSWER: B",
        "anki, text/tab-separated-values; charset=UTF-8, anki.txt, #separator",
        "quizizz, text/csv; charset=UTF-8, quizizz.csv, Question Text",
        "blooket, text/csv; charset=UTF-8, blooket.csv, Import Template",
        "opentdb, application/json; charset=UTF-8, opentdb.json, response_code",
        "markdown, text/markdown; charset=UTF-8, md, ## Key",
    })
    void textIsServedAsAFileOfItsFormat(String format, String type, String extension, String has) {
        var answer = query.get(path(task), "format=" + format);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + task.id() + "." + extension + "\"");
        assertThat(answer.header("Export-Loss").toString()).isNotEmpty();
        assertThat(answer.body()).contains(has);
    }

    @ParameterizedTest
    @CsvSource({
        "qti, application/zip, zip",
        "kahoot, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, xlsx",
    })
    void bytesAreServedAsBytes(String format, String type, String extension) {
        var answer = query.get(path(task), "format=" + format);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition").toString()).endsWith(extension + "\"");
        assertThat(answer.isBase64()).isTrue();
        byte[] zip = Base64.getDecoder().decode(answer.body());
        assertThat(zip).startsWith('P', 'K');
    }

    @Test
    void questionsThatAFormatCannotHoldAreNamed() {
        var answer = query.get(path(task), "format=kahoot");

        assertThat(answer.header("Export-Left-Out"))
                .isEqualTo(task.id() + "-q2 (longer than Kahoot takes)");
        assertThat(query.get(path(task), "format=gift").headers())
                .doesNotContainKey("Export-Left-Out");
    }

    @Test
    void aPageIsShownAndMayHaveNothingButItsStyle() {
        var answer = query.get(path(task), "format=html");

        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
        assertThat(answer.headers()).doesNotContainKey("Content-Disposition");
        assertThat(answer.header("Content-Security-Policy").toString())
                .startsWith("default-src 'none'; style-src 'sha256-");
    }

    @Test
    void aSheetForLearnersComesWithoutTheKey() {
        var answer = query.get(path(task), "format=html&key=false");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("She ___ home.").doesNotContain("why");
        assertThat(answer.header("Export-Loss").toString()).startsWith("key, explanation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv | text/csv; charset=UTF-8",
                "text/html,application/xhtml+xml,*/*;q=0.8 | text/html; charset=UTF-8",
                "application/json, text/plain, */* | application/json",
                "text/markdown;q=0.5, application/json;q=0.4 | text/markdown; charset=UTF-8",
                "text/markdown;q=0.3, application/json;q=0.4 | application/json",
                "*/* | application/json",
                "image/png | application/json",
                "not at all / valid;;q=x | application/json",
            })
    void theHeaderAcceptNamesAFormatToo(String accept, String type) {
        var answer = query.send("GET", path(task), "", Map.of("accept", accept));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
    }

    @Test
    void theQueryWinsOverTheHeader() {
        var event =
                QueryFunction.event(
                        "GET", path(task), "format=json", Map.of("accept", "text/markdown"));

        assertThat(query.answer(event).header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whatIsWrongIsNamed() {
        query.get(path(task), "format=docx")
                .isProblem(
                        400,
                        "format must be one of json, csv, gift, moodle-xml, qti, aiken, anki,"
                                + " quizizz, blooket, kahoot, opentdb, markdown, html");
        query.get(path(task), "format=html&key=no").isProblem(400, "key must be true or false");
        query.get(path(task), "format=csv&key=false")
                .isProblem(400, "key can be false with format markdown or html only");
        query.get(path(task), "key=false")
                .isProblem(400, "key can be false with format markdown or html only");
    }

    @Test
    void aTaskWithoutAQuizHasNothingToExport() {
        query.get(path(query.aTask()), "format=gift")
                .isProblem(409, "The quiz is not ready yet: the task is queued");
        query.get("/api/ai/tasks/task-1-1/questions/", "format=gift")
                .isProblem(404, "Task not found");
    }

    @Test
    void whatIsTooLargeForAnAnswerIsRefusedWithAWord() {
        Task queued = query.aTask();
        var payload = new ResultTable.Payload("d", new byte[] {'{', '}'}, 201, "{}", NOW);
        var large =
                new Question(
                        "\"".repeat(4000),
                        "",
                        List.of("a", "b", "c", "d"),
                        "A",
                        "'".repeat(4000),
                        "",
                        "",
                        1,
                        "",
                        "");
        query.results.save(
                queued.id(), "large", java.util.Collections.nCopies(200, large), payload);
        Task completed =
                query.stored(
                        queued, queued.completed("large", QueryFunction.quality(200), "", NOW));

        query.get(path(completed), "format=html")
                .isProblem(
                        422,
                        "The questions are more than an answer may have in this format: ask for"
                                + " json");
        assertThat(query.get(path(completed)).status()).isEqualTo(200);
    }

    private static String path(Task of) {
        return "/api/ai/tasks/" + of.id() + "/questions/";
    }

    private static Question question(String stem) {
        return new Question(
                stem,
                "Choose",
                List.of("a", "b", "c", "d"),
                "B",
                "why",
                "grammar",
                "advanced",
                1,
                "work",
                "tenses");
    }
}
