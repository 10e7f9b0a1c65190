package io.quizsmith.question.quality;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Short texts that are looked for all at once, in one pass: in ASCII and lower case, of two
 * characters or more. Case does not matter.
 */
final class Fragments {

    private static final int SLOTS = 256;

    private final String[] all;

    /** By their first two characters. */
    private final String[][] slots = new String[SLOTS][];

    /** Those with commas between them. */
    static Fragments of(String all) {
        return new Fragments(all.split(",", -1));
    }

    private Fragments(String[] all) {
        this.all = all;
        for (String fragment : all) {
            int slot = slot(fragment.charAt(0), fragment.charAt(1));
            String[] others = slots[slot] == null ? new String[0] : slots[slot];
            slots[slot] = Arrays.copyOf(others, others.length + 1);
            slots[slot][others.length] = fragment;
        }
    }

    Fragments and(Fragments more) {
        return new Fragments(
                Stream.concat(Stream.of(all), Stream.of(more.all)).toArray(String[]::new));
    }

    boolean isAnyIn(String text) {
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = folded(text.charAt(i));
            String[] here = slots[slot(before, c)];
            if (here != null && isAnyAt(i - 1, here, text)) {
                return true;
            }
            before = c;
        }
        return false;
    }

    private static boolean isAnyAt(int i, String[] fragments, String text) {
        for (String fragment : fragments) {
            if (text.regionMatches(true, i, fragment, 0, fragment.length())) {
                return true;
            }
        }
        return false;
    }

    private static int slot(char first, char second) {
        return (first * 31 + second) % SLOTS;
    }

    /** As patterns see it that care for no case, whatever the script: {@code U+212A} is a k. */
    private static char folded(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
