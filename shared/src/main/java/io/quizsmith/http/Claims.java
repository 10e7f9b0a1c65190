package io.quizsmith.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a token says, as an HTTP API hands it over once its JWT authorizer has let the token pass:
 * each claim as text, a list as {@code [a b]}.
 */
public record Claims(Map<String, String> values, Set<String> scopes) {

    public Claims {
        values = Map.copyOf(values);
        scopes = Set.copyOf(scopes);
    }

    /** From {@code requestContext.authorizer.jwt} of an event. */
    public static Claims read(Map<?, ?> jwt) {
        var values = new HashMap<String, String>();
        if (jwt.get("claims") instanceof Map<?, ?> claims) {
            claims.forEach(
                    (name, value) -> {
                        if (value != null) {
                            values.put(name.toString(), value.toString());
                        }
                    });
        }
        var scopes = new HashSet<String>();
        if (jwt.get("scopes") instanceof List<?> list) {
            list.forEach(scope -> scopes.add(String.valueOf(scope)));
        }
        for (String claim : List.of("scope", "scp")) {
            scopes.addAll(words(values.getOrDefault(claim, "")));
        }
        return new Claims(values, scopes);
    }

    /** The claim, {@code ""} where the token has none of this name. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The items of a claim that is a list, or a single text. */
    public Set<String> list(String name) {
        return words(text(name));
    }

    private static Set<String> words(String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        var words = new HashSet<>(Arrays.asList(inner.split("[ ,]+", -1)));
        words.remove("");
        return words;
    }
}
