package io.quizsmith.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Where the next page of a list begins, opaque to clients. */
final class Cursor {

    private static final Pattern KEY = Pattern.compile("[0-9]{13}#task-[0-9]{1,19}-[0-9]{1,19}");

    private Cursor() {}

    static String of(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The place in a list of tasks; empty where the text is no cursor of ours. */
    static Optional<String> parse(String text) {
        return parse(text, key -> KEY.matcher(key).matches());
    }

    /** As above, for a list with such places. */
    static Optional<String> parse(String text, Predicate<String> isPlace) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            boolean ours = isPlace.test(key) && of(key).equals(text);
            return ours ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
