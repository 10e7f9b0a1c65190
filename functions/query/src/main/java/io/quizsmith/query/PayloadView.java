package io.quizsmith.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.dynamo.CallbackList;
import io.quizsmith.json.Json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A callback as it was sent. Lambda takes an answer of 6 MB, in which our JSON is a string within
 * JSON: what does not fit into that is cut, and then shown as text.
 */
final class PayloadView {

    private static final int MOST_BYTES = 5_500_000;

    private PayloadView() {}

    static Map<String, Object> of(CallbackList.Whole callback) {
        var view = CallbackListView.entry(callback.entry());
        view.put("bytes", callback.body().length);
        String text = new String(callback.body(), UTF_8);
        Optional<Object> json = Json.verbatim(callback.body()).filter(value -> fits(text));
        int shown = json.isPresent() ? text.length() : fitting(text);
        view.put("payload", json.orElseGet(() -> text.substring(0, shown)));
        view.put("truncated", shown < text.length());
        return new LinkedHashMap<>(view);
    }

    /** Whether the JSON fits as it is. */
    private static boolean fits(String json) {
        return json.codePoints().mapToLong(PayloadView::bytesInString).sum() <= MOST_BYTES;
    }

    /** How much of the text fits as a string within JSON that is a string again. */
    private static int fitting(String text) {
        long bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            bytes += bytesInStringOfString(next);
            if (bytes > MOST_BYTES) {
                return end;
            }
            end += Character.charCount(next);
        }
        return end;
    }

    private static int bytesInString(int codePoint) {
        return switch (codePoint) {
            case '"', '\\', '\n', '\r', '\t' -> 2;
            default -> codePoint < ' ' ? 6 : bytes(codePoint);
        };
    }

    private static int bytesInStringOfString(int codePoint) {
        return switch (codePoint) {
            case '"', '\\' -> 4;
            case '\n', '\r', '\t' -> 3;
            default -> codePoint < ' ' ? 7 : bytes(codePoint);
        };
    }

    private static int bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
