package io.quizsmith.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How something went over time, and whether it grew. */
final class Course {

    /** Growth in the second half that is no accident: so much of what there was. */
    private static final double GROWTH = 0.03;

    private final String what;
    private final String unit;
    private final double least;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    /**
     * @param least growth below that is none, however little there was
     */
    Course(String what, String unit, double least) {
        this.what = what;
        this.unit = unit;
        this.least = least;
    }

    void add(double second, double value) {
        seconds.add(second);
        values.add(value);
    }

    double last() {
        return values.getLast();
    }

    /** By a line through the second half, in an hour. */
    double slope() {
        int from = values.size() / 2;
        var times = seconds.subList(from, values.size());
        var heights = values.subList(from, values.size());
        double time = mean(times);
        double height = mean(heights);
        double product = 0;
        double square = 0;
        for (int i = 0; i < times.size(); i++) {
            product += (times.get(i) - time) * (heights.get(i) - height);
            square += (times.get(i) - time) * (times.get(i) - time);
        }
        return square == 0 ? 0 : product / square * 3600;
    }

    boolean grew() {
        double hours = (seconds.getLast() - seconds.get(seconds.size() / 2)) / 3600;
        double growth = slope() * hours;
        return growth > least && growth > GROWTH * tenth(0.45).median();
    }

    /** Start, middle and end, a tenth of the time each, and the slope. */
    List<Figure> figures() {
        String verdict = grew() ? "grew" : "did not grow";
        String slope = String.format(Locale.ROOT, "%s, second half: %s", what, verdict);
        return List.of(
                Figure.of(what + ", start", unit, tenth(0)),
                Figure.of(what + ", middle", unit, tenth(0.45)),
                Figure.of(what + ", end", unit, tenth(0.9)),
                Figure.of(slope, unit + "/hour", Sample.of(slope())));
    }

    private Sample tenth(double from) {
        int length = Math.max(1, values.size() / 10);
        int first = Math.min((int) (from * values.size()), values.size() - length);
        return Sample.of(values.subList(first, first + length));
    }

    private static double mean(List<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
