package io.quizsmith.question.quality;

/** What one look at some texts tells of them, before anything is searched for. */
final class Glance {

    private static final Fragments FRAGMENTS = new Fragments(Guarded.values());

    private int found;
    private int digits;
    private boolean isAscii = true;

    static Glance at(String text) {
        var glance = new Glance();
        glance.look(text);
        return glance;
    }

    /** Looks at one more text. */
    void look(String text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                isAscii = false;
            } else if (c >= '0' && c <= '9') {
                digits++;
            }
            state = FRAGMENTS.next(state, c);
            found |= FRAGMENTS.ended(state);
        }
    }

    /** Whether the pattern may be in one of the texts. */
    boolean mayHold(Guarded pattern) {
        return (found & FRAGMENTS.bit(pattern)) != 0;
    }

    /** How many digits there are in all. */
    int digits() {
        return digits;
    }

    boolean isAscii() {
        return isAscii;
    }
}
