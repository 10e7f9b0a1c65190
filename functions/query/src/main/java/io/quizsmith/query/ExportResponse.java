package io.quizsmith.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.export.ExportFormat;
import io.quizsmith.export.ExportQuiz;
import io.quizsmith.export.Exported;
import io.quizsmith.export.Html;
import io.quizsmith.http.Problem;
import io.quizsmith.json.Json;

import jakarta.ws.rs.core.Response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Questions in a format of others. What got lost on the way is said in headers. */
final class ExportResponse {

    /** What of a question the format has no place for. */
    static final String LOSS = "Export-Loss";

    /** Questions that it cannot hold. */
    static final String LEFT_OUT = "Export-Left-Out";

    /** Lambda takes an answer of 6 MB, as JSON. */
    private static final int MAX_BYTES = 6_000_000;

    private static final int MOST_NAMED = 20;

    private ExportResponse() {}

    /** What somebody holds for bad does not leave. */
    static Response of(
            String title, List<Bank.Entry> entries, ExportFormat format, String requestId) {
        Exported exported = format.write(new ExportQuiz(title, items(entries)));
        if (isTooLarge(exported, format)) {
            return Responses.of(
                    Problem.unprocessable(
                            requestId,
                            "The questions are more than an answer may have in this format: ask"
                                    + " for json"));
        }
        var response = Response.ok(exported.bytes());
        response.header("Content-Type", contentType(format));
        if (format.isPage()) {
            response.header("Content-Security-Policy", Html.POLICY);
        } else {
            response.header(
                    "Content-Disposition",
                    "attachment; filename=\"" + title + "." + format.extension() + "\"");
        }
        response.header(LOSS, String.join(", ", format.loses()));
        var leftOut = new LinkedHashMap<String, String>();
        entries.stream()
                .filter(entry -> entry.mark().isFlagged())
                .forEach(entry -> leftOut.put("" + entry.id(), "flagged as bad"));
        leftOut.putAll(exported.leftOut());
        if (!leftOut.isEmpty()) {
            response.header(LEFT_OUT, leftOut(leftOut));
        }
        return response.build();
    }

    private static List<ExportQuiz.Item> items(List<Bank.Entry> entries) {
        return entries.stream()
                .filter(entry -> !entry.mark().isFlagged())
                .map(entry -> new ExportQuiz.Item("" + entry.id(), entry.question()))
                .toList();
    }

    private static boolean isTooLarge(Exported exported, ExportFormat format) {
        if (exported.bytes().length < MAX_BYTES / 6) {
            return false;
        }
        int served =
                format.isText()
                        ? Json.bytes(new String(exported.bytes(), UTF_8)).length
                        : exported.bytes().length / 3 * 4;
        return served > MAX_BYTES;
    }

    private static String contentType(ExportFormat format) {
        return format.isText() ? format.mediaType() + "; charset=UTF-8" : format.mediaType();
    }

    private static String leftOut(Map<String, String> leftOut) {
        String named =
                leftOut.entrySet().stream()
                        .limit(MOST_NAMED)
                        .map(each -> each.getKey() + " (" + each.getValue() + ")")
                        .collect(Collectors.joining(", "));
        int more = leftOut.size() - MOST_NAMED;
        return more > 0 ? named + ", and " + more + " more" : named;
    }
}
