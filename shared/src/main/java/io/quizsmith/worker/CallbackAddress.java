package io.quizsmith.worker;

import io.quizsmith.task.Attempt;
import io.quizsmith.task.Task;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of the address that a hand-over gives the worker for its callback: which attempt of
 * which task it is for, until when, and our signature over that.
 */
public final class CallbackAddress {

    /** A week after the hand-over; before that a task waits for a day at most. */
    public static final Duration LIFE = Duration.ofDays(7).plus(Task.LONGEST_WAIT);

    private static final Set<String> NAMES = Set.of("task", "attempt", "expires", "signature");

    private CallbackAddress() {}

    /** What a callback's query says of where it came to. */
    public sealed interface Checked {
        /** It carries nothing of ours: a worker that posts to a fixed address. */
        record Unbound() implements Checked {}

        record Bound(Attempt attempt) implements Checked {}

        /** Altered, incomplete, expired, or signed with a token that is valid no more. */
        record Refused() implements Checked {}
    }

    /** A repeated hand-over of an attempt has the same query, as it has the same body. */
    public static String query(Task task, String token) {
        var attempt = Attempt.of(task);
        long expires = task.queuedAt().plus(LIFE).getEpochSecond();
        return attempt.query()
                + "&expires="
                + expires
                + "&signature="
                + signature(attempt.query(), String.valueOf(expires), token);
    }

    /** Judges the query that a callback came with. */
    public static Checked check(String query, Tokens tokens, Instant now) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (NAMES.contains(sides[0])
                    && sent.put(sides[0], sides.length == 2 ? decoded(sides[1]) : "") != null) {
                return new Checked.Refused();
            }
        }
        if (sent.isEmpty()) {
            return new Checked.Unbound();
        }
        Optional<Attempt> attempt =
                Attempt.parse(sent.getOrDefault("task", ""), sent.getOrDefault("attempt", ""));
        String expires = sent.getOrDefault("expires", "");
        boolean good =
                attempt.isPresent()
                        && expires.matches("[1-9][0-9]{0,10}")
                        && isSigned(attempt.get(), expires, sent.get("signature"), tokens)
                        && now.getEpochSecond() < Long.parseLong(expires);
        return good ? new Checked.Bound(attempt.get()) : new Checked.Refused();
    }

    private static boolean isSigned(
            Attempt attempt, String expires, String signature, Tokens tokens) {
        byte[] sent = Hmac.utf8(signature == null ? "" : signature);
        boolean signed = false;
        for (String token : tokens.all()) {
            byte[] ours = Hmac.utf8(signature(attempt.query(), expires, token));
            signed |= MessageDigest.isEqual(ours, sent);
        }
        return signed;
    }

    /** The key is derived: the token itself signs nothing but what the worker sends. */
    private static String signature(String attempt, String expires, String token) {
        byte[] key = Hmac.of(Hmac.utf8(token), Hmac.utf8("quizsmith callback address"));
        byte[] signature = Hmac.of(key, Hmac.utf8(attempt + "&expires=" + expires));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }
}
