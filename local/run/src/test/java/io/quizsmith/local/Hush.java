package io.quizsmith.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** What no log may hold: whatever has the word in it, and secrets that are told by themselves. */
public final class Hush {

    /** Part of everything that tests send and that is nobody's business. */
    public static final String WORD = "hush";

    private final Set<String> secrets = new CopyOnWriteArraySet<>(Set.of(WORD));

    /** A secret without the word in it; gives it back. */
    String keep(String secret) {
        if (secret.length() < 8) {
            throw new AssertionError("too short to be found by: " + secret);
        }
        secrets.add(secret.toLowerCase(Locale.ROOT));
        return secret;
    }

    /** The lines that tell a secret, each with the secret that it tells. */
    public List<String> brokenBy(Collection<String> lines) {
        var found = new ArrayList<String>();
        for (String line : lines) {
            String small = line.toLowerCase(Locale.ROOT);
            secrets.stream()
                    .filter(small::contains)
                    .findFirst()
                    .ifPresent(secret -> found.add("'" + secret + "' is told by " + line));
        }
        return found;
    }
}
