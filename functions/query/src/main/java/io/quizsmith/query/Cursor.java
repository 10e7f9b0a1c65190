package io.quizsmith.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
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

    /** Empty where the text is no cursor of ours. */
    static Optional<String> parse(String text) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            boolean ours = KEY.matcher(key).matches() && of(key).equals(text);
            return ours ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
