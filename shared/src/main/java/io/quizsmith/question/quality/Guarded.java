package io.quizsmith.question.quality;

import java.util.regex.Pattern;

/**
 * A pattern that is looked for only in a text that holds one of the fragments without which it
 * cannot be there. To look for them takes a fraction of the time, and few texts have one.
 */
record Guarded(Pattern pattern, Fragments fragments) {

    /**
     * As above.
     *
     * @param fragments with commas between them
     */
    Guarded(Pattern pattern, String fragments) {
        this(pattern, Fragments.of(fragments));
    }

    boolean mayBeIn(String text) {
        return fragments.isAnyIn(text);
    }

    boolean isIn(String text) {
        return mayBeIn(text) && pattern.matcher(text).find();
    }

    boolean isAllOf(String text) {
        return mayBeIn(text) && pattern.matcher(text).matches();
    }
}
