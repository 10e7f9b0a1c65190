package io.quizsmith.worker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens that the worker and we show each other: the current one and, while it is being
 * rotated, the one before. {@code ""} is none. Without a current one nothing opens.
 */
public record Tokens(String current, String previous) {

    public Tokens {
        current = current.strip();
        previous = previous.strip();
    }

    /** Those that are valid, the current one first. */
    public List<String> all() {
        return current.isEmpty()
                ? List.of()
                : Stream.of(current, previous)
                        .filter(token -> !token.isEmpty())
                        .distinct()
                        .toList();
    }

    /** Takes the same time for any wrong token. */
    public boolean open(String sent) {
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
        boolean open = false;
        for (String token : all()) {
            open |= MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), bytes);
        }
        return open;
    }

    /** So that no log ever has them. */
    @Override
    public String toString() {
        return "Tokens";
    }
}
