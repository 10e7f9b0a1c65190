package io.quizsmith.receive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The tokens that open the worker's door: the current one and, while it is being rotated, the one
 * before. Where none is configured the door stays closed.
 */
final class WorkerTokens {

    private final List<byte[]> tokens;

    WorkerTokens(String current, String previous) {
        this.tokens =
                List.of(current, previous).stream()
                        .filter(token -> !token.isBlank())
                        .map(token -> token.getBytes(StandardCharsets.UTF_8))
                        .toList();
    }

    /** Takes the same time for any wrong token. */
    boolean open(String sent) {
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
        boolean open = false;
        for (byte[] token : tokens) {
            open |= MessageDigest.isEqual(token, bytes);
        }
        return open;
    }
}
