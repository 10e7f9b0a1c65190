package io.quizsmith.input;

import static java.lang.Character.UnicodeScript.*;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Leaves out of a text what nobody sees. A joiner stays where the script before it, or an emoji, is
 * written with joiners; a variation selector stays where there is something to vary.
 */
final class Visible {

    private static final int TAB = '\t';
    private static final int NEW_LINE = '\n';
    private static final int RETURN = '\r';
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Scripts in which a joiner, or its lack, makes another word. */
    private static final Set<UnicodeScript> JOINING =
            Set.of(
                    ARABIC,
                    SYRIAC,
                    MANDAIC,
                    NKO,
                    MONGOLIAN,
                    PHAGS_PA,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    KHMER,
                    MYANMAR,
                    TIBETAN,
                    BALINESE,
                    JAVANESE,
                    SUNDANESE,
                    TAI_THAM);

    /** Scripts without blanks, in which an invisible one says where a line may end. */
    private static final Set<UnicodeScript> WITHOUT_BLANKS = Set.of(THAI, LAO, KHMER, MYANMAR);

    private final int[] sent;
    private final StringBuilder kept = new StringBuilder();

    /** The last character that was kept. */
    private int before = NEW_LINE;

    /** The script of the last letter that was kept; marks on it do not count. */
    private UnicodeScript script = COMMON;

    private Visible(String text) {
        this.sent = text.codePoints().toArray();
    }

    /** The text without what nobody sees; tabs and line breaks stay. */
    static String of(String text) {
        var visible = new Visible(text);
        for (int i = 0; i < visible.sent.length; i++) {
            visible.read(i);
        }
        return visible.kept.toString();
    }

    private void read(int i) {
        int c = sent[i];
        int next = i + 1 < sent.length ? sent[i + 1] : NEW_LINE;
        if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
            keep(NEW_LINE);
        } else if (isKept(c, next)) {
            keep(c);
        }
    }

    private void keep(int c) {
        kept.appendCodePoint(c);
        before = c;
        var of = UnicodeScript.of(c);
        if (of != INHERITED) {
            script = of;
        }
    }

    private boolean isKept(int c, int next) {
        return switch (c) {
            case TAB, NEW_LINE -> true;
            case RETURN -> next == NEW_LINE;
            case ZERO_WIDTH_NON_JOINER -> JOINING.contains(script) && !isInvisible(before);
            case ZERO_WIDTH_JOINER ->
                    (JOINING.contains(script) && !isInvisible(before)) || joinsEmoji(next);
            case ZERO_WIDTH_SPACE -> WITHOUT_BLANKS.contains(script) && !isInvisible(before);
            default -> !isInvisible(c) || (isSelector(c) && isVaried(c));
        };
    }

    private boolean joinsEmoji(int next) {
        boolean after =
                Character.isExtendedPictographic(before)
                        || Character.isEmojiModifier(before)
                        || before == 0xFE0F;
        return after && Character.isExtendedPictographic(next);
    }

    /** Whether there is something before the selector that has variants. */
    private boolean isVaried(int selector) {
        return !isInvisible(before)
                && !Character.isWhitespace(before)
                && (!isMongolian(selector) || script == MONGOLIAN);
    }

    private static boolean isMongolian(int selector) {
        return selector >= 0x180B && selector <= 0x180F;
    }

    private static boolean isSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || isMongolian(c) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.FORMAT -> !isVisibleFormat(c);
            default -> isSelector(c) || isBlankLetter(c) || isNoCharacter(c);
        };
    }

    /** Number signs and the like of Arabic, Syriac and Kaithi; joints of hieroglyphs. */
    private static boolean isVisibleFormat(int c) {
        return (c >= 0x0600 && c <= 0x0605)
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD
                || (c >= 0x13430 && c <= 0x1343F);
    }

    /** Letters and marks that have no form. */
    private static boolean isBlankLetter(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0;
    }

    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE
                || (c >= 0xFDD0 && c <= 0xFDEF)
                || c == 0x2065
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
