package io.quizsmith.local.contract;

import java.util.Map;

/** What every answer of a function tells a browser. */
final class SecurityHeaders {

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                    "Referrer-Policy", "no-referrer",
                    "Strict-Transport-Security", "max-age=31536000",
                    "X-Content-Type-Options", "nosniff");

    private SecurityHeaders() {}

    /** Fails where one is missing. What has no request id was answered by the gateway itself. */
    static void check(Reply reply) {
        if (reply.header("X-Request-Id").isEmpty()) {
            return;
        }
        ALWAYS.forEach(
                (name, value) -> {
                    if (!reply.header(name).equals(value)) {
                        throw new AssertionError(
                                name + " is '" + reply.header(name) + "' in " + reply);
                    }
                });
        String cache = reply.header("Cache-Control");
        if (!cache.equals("no-store") && !cache.equals("private, no-cache")) {
            throw new AssertionError("Cache-Control is '" + cache + "' in " + reply);
        }
    }
}
