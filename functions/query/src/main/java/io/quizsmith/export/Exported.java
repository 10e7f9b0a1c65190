package io.quizsmith.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * A quiz in some format.
 *
 * @param leftOut the questions that the format cannot hold, by name, and why; in order
 */
public record Exported(byte[] bytes, Map<String, String> leftOut) {

    static Exported all(byte[] bytes) {
        return new Exported(bytes, Map.of());
    }

    static Exported all(CharSequence text) {
        return all(text.toString().getBytes(UTF_8));
    }
}
