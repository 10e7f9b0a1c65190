package io.quizsmith.bench;

import java.util.Locale;

/**
 * One line of a table.
 *
 * @param what is measured
 * @param unit of it, and of its floor
 * @param floor what the same costs at least, measured in the same run; without values: there is
 *     none
 * @param target what it should come to, in words; {@code ""} where nothing is asked
 */
record Figure(String what, String unit, Sample sample, Sample floor, String target) {

    static Figure of(String what, String unit, Sample sample) {
        return new Figure(what, unit, sample, Sample.of(), "");
    }

    Figure above(Sample least, String aim) {
        return new Figure(what, unit, sample, least, aim);
    }

    boolean hasFloor() {
        return floor.size() > 0;
    }

    String value() {
        return number(sample.median());
    }

    /** The lowest and the highest, where it was measured more than once. */
    String spread() {
        return sample.size() == 1
                ? ""
                : number(sample.lowest()) + " to " + number(sample.highest());
    }

    String least() {
        return hasFloor() ? number(floor.median()) : "";
    }

    /** How many times its floor it is. */
    String ratio() {
        return hasFloor()
                ? String.format(Locale.ROOT, "%.2f", sample.median() / floor.median())
                : "";
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String form = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
