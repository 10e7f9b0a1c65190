package io.quizsmith.question;

import java.util.ArrayList;
import java.util.List;

/**
 * The questions of a delivery that cannot be used.
 *
 * @param named the first of them: all, unless there are more than an answer has room for
 * @param count of all of them
 */
public record Rejections(List<Rejected> named, int count) {

    public static final Rejections NONE = new Rejections(List.of(), 0);

    /** The question at {@code index} (from 0) of the delivery, and why it cannot be used. */
    public record Rejected(int index, List<String> reasons) {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    public Rejections {
        named = List.copyOf(named);
    }

    /** Whether some are not named. */
    public boolean areTooMany() {
        return named.size() < count;
    }

    /** Those found so far. */
    static final class Found {

        /** Lambda takes an answer of 6 MB; ten thousand questions with every fault fit in this. */
        private static final int MOST_CHARACTERS = 5_500_000;

        /** What stands around a question's reasons, and around each of them, in the answer. */
        private static final int AROUND_ALL = 60;

        private static final int AROUND_EACH = 5;

        private final List<Rejected> named = new ArrayList<>();
        private int count;
        private int characters;

        void add(int index, List<String> reasons) {
            count++;
            if (characters < MOST_CHARACTERS) {
                characters += AROUND_ALL;
                reasons.forEach(reason -> characters += reason.length() + AROUND_EACH);
                named.add(new Rejected(index, reasons));
            }
        }

        Rejections all() {
            return new Rejections(named, count);
        }
    }
}
