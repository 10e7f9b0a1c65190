package io.quizsmith.sampleworker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the worker and its asker show each other; more than one while that is being rotated. */
final class SharedTokens {

    private final AtomicInteger shown = new AtomicInteger();
    private volatile List<String> tokens;

    SharedTokens(String token) {
        this.tokens = List.of(token);
    }

    void set(List<String> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("a worker has a token");
        }
        tokens = List.copyOf(others);
    }

    boolean know(String token) {
        boolean known = false;
        for (String each : tokens) {
            known |=
                    MessageDigest.isEqual(
                            each.getBytes(StandardCharsets.UTF_8),
                            token.getBytes(StandardCharsets.UTF_8));
        }
        return known;
    }

    /** Each in turn. */
    String next() {
        var current = tokens;
        return current.get(Math.floorMod(shown.getAndIncrement(), current.size()));
    }
}
