package io.quizsmith.input;

/** What is wrong with one field of a request: {@code quiz_size} {@code must be between 1 and 100}. */
public record Violation(String field, String message) {

    /** Field and message as one sentence. */
    public String sentence() {
        return field + " " + message;
    }
}
