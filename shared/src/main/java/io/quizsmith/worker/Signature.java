package io.quizsmith.worker;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A worker's signature over its callback, as Standard Webhooks has it: a base64 HMAC-SHA256 of
 * {@code id.timestamp.body}. The key is the token; where that begins with {@code whsec_}, the
 * base64 after it.
 *
 * @param id names the callback, however often it is sent
 * @param timestamp of this sending, in seconds since the epoch
 * @param signatures separated by spaces, each after its version
 */
public record Signature(String id, String timestamp, String signatures) {

    /**
     * How far the worker's clock may be from ours, and for how long a callback may be under way.
     */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern ID = Pattern.compile("[^.\\s]{1,256}");
    private static final Pattern TIMESTAMP = Pattern.compile("[1-9][0-9]{0,10}");
    private static final String SECRET = "whsec_";
    private static final String VERSION = "v1,";

    /**
     * The headers of that name.
     *
     * @param header finds a header's value, {@code ""} where it is absent
     */
    public static Signature in(UnaryOperator<String> header) {
        return new Signature(
                header.apply("webhook-id"),
                header.apply("webhook-timestamp"),
                header.apply("webhook-signature"));
    }

    /** Most workers do not sign: their token is enough. */
    public boolean isThere() {
        return !signatures.isEmpty();
    }

    /** Whether it is right, and of these minutes. */
    public boolean isRight(byte[] body, Tokens tokens, Instant now) {
        return ID.matcher(id).matches()
                && TIMESTAMP.matcher(timestamp).matches()
                && isOfNow(now)
                && fits(body, tokens);
    }

    private boolean isOfNow(Instant now) {
        var apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return apart.abs().compareTo(TOLERANCE) <= 0;
    }

    private boolean fits(byte[] body, Tokens tokens) {
        boolean fits = false;
        for (String token : tokens.all()) {
            byte[] ours = Hmac.utf8(VERSION + sign(token, body));
            for (String sent : signatures.split(" ", -1)) {
                fits |= MessageDigest.isEqual(ours, Hmac.utf8(sent));
            }
        }
        return fits;
    }

    private String sign(String token, byte[] body) {
        byte[] hash = Hmac.of(key(token), Hmac.utf8(id + "." + timestamp + "."), body);
        return Base64.getEncoder().encodeToString(hash);
    }

    private static byte[] key(String token) {
        if (token.startsWith(SECRET)) {
            try {
                byte[] key = Base64.getDecoder().decode(token.substring(SECRET.length()));
                if (key.length > 0) {
                    return key;
                }
            } catch (IllegalArgumentException notBase64) {
                return Hmac.utf8(token);
            }
        }
        return Hmac.utf8(token);
    }
}
