package io.quizsmith.input;

/**
 * What is wrong with one field of a request.
 *
 * @param message such as {@code must be between 1 and 100}
 * @param sentence the whole of it: {@code quiz_size must be between 1 and 100}
 */
public record Violation(String field, String message, String sentence) {

    public Violation(String field, String message) {
        this(field, message, field + " " + message);
    }
}
