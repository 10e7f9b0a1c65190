package io.quizsmith.rollup;

/** Quizzes of about the same size: what takes a worker about as long. */
public enum SizeBand {
    UP_TO_5(1, 5),
    UP_TO_10(6, 10),
    UP_TO_20(11, 20),
    UP_TO_50(21, 50),
    UP_TO_100(51, 100);

    /** The text of all of them together. */
    public static final String ANY = "1-100";

    private final int from;
    private final int to;

    SizeBand(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** That of so many questions. */
    public static SizeBand of(int questions) {
        for (var band : values()) {
            if (questions <= band.to) {
                return band;
            }
        }
        return UP_TO_100;
    }

    /** Such as {@code 6-10}. */
    public String text() {
        return from + "-" + to;
    }
}
