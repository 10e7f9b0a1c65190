package io.quizsmith.question.quality;

import java.util.EnumMap;
import java.util.Map;

/**
 * The fragments of all guarded patterns, looked for at once: the automaton of Aho and Corasick. Its
 * state is the longest beginning of a fragment with which the text ends that was read so far. Case
 * does not matter.
 */
final class Fragments {

    private static final int ASCII = 128;

    /** More than there are kinds of characters, and that many bits tell them apart. */
    private static final int KINDS = 64;

    private static final int BITS = 6;

    /** As many as fit in a char, each times the kinds. */
    private static final int STATES = 1024;

    /** By ASCII character; 0 where it is in no fragment. */
    private final char[] kinds = new char[ASCII];

    /** The state after that one (a multiple of the kinds) and a character of that kind. */
    private final char[] next = new char[STATES * KINDS];

    /** By state, the patterns of which a fragment ends there, as bits. */
    private final int[] ended = new int[STATES];

    private final Map<Guarded, Integer> bits = new EnumMap<>(Guarded.class);
    private int states = 1;
    private int lastKind;

    Fragments(Guarded... patterns) {
        for (var pattern : patterns) {
            int bit = 1 << bits.size();
            bits.put(pattern, bit);
            for (String fragment : pattern.fragments()) {
                add(fragment, bit);
            }
        }
        if (states > STATES || lastKind >= KINDS) {
            throw new IllegalStateException("too many fragments");
        }
        goOn();
        for (char c = 'A'; c <= 'Z'; c++) {
            kinds[c] = kinds[c + 'a' - 'A'];
        }
    }

    private void add(String fragment, int bit) {
        int state = 0;
        for (int i = 0; i < fragment.length(); i++) {
            char c = fragment.charAt(i);
            if (kinds[c] == 0) {
                kinds[c] = (char) ++lastKind;
            }
            int way = state + kinds[c];
            if (next[way] == 0) {
                next[way] = (char) (states++ * KINDS);
            }
            state = next[way];
        }
        ended[state >> BITS] |= bit;
    }

    /** Where a fragment does not go on, a shorter one may that began later. */
    private void goOn() {
        char[] later = new char[states];
        char[] queue = new char[states];
        int queued = 1;
        for (int i = 0; i < queued; i++) {
            int state = queue[i];
            for (int kind = 1; kind <= lastKind; kind++) {
                char longer = next[state + kind];
                char other = state == 0 ? 0 : next[later[state >> BITS] + kind];
                if (longer == 0) {
                    next[state + kind] = other;
                } else {
                    later[longer >> BITS] = other;
                    ended[longer >> BITS] |= ended[other >> BITS];
                    queue[queued++] = longer;
                }
            }
        }
    }

    /** Stands for the pattern among others. */
    int bit(Guarded pattern) {
        return bits.get(pattern);
    }

    /** The state after a character; before the first it is 0. */
    int next(int state, char c) {
        return next[state + kinds[c < ASCII ? c : folded(c)]];
    }

    /** The patterns of which a fragment has just ended, as bits. */
    int ended(int state) {
        return ended[state >> BITS];
    }

    /** As patterns see it that care for no case: {@code U+212A} is a k. */
    private static char folded(char c) {
        char folded = Character.toLowerCase(Character.toUpperCase(c));
        return folded < ASCII ? folded : 0;
    }
}
