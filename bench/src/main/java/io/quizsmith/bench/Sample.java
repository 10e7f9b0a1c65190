package io.quizsmith.bench;

import java.util.Arrays;
import java.util.Collection;

/** What was measured, lowest first. */
record Sample(double[] values) {

    Sample {
        values = values.clone();
        Arrays.sort(values);
    }

    static Sample of(double... values) {
        return new Sample(values);
    }

    static Sample of(Collection<? extends Number> values) {
        return new Sample(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /** The value that so much of the sample does not exceed: 0.5 is the median. */
    double percentile(double part) {
        int index = (int) Math.ceil(part * values.length) - 1;
        return values[Math.clamp(index, 0, values.length - 1)];
    }

    double median() {
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    double lowest() {
        return values[0];
    }

    double highest() {
        return values[values.length - 1];
    }

    int size() {
        return values.length;
    }
}
