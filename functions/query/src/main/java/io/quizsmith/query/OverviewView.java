package io.quizsmith.query;

import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.Histogram;
import io.quizsmith.rollup.Rollup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What happened in a window, as operators see it. Times are in seconds. */
final class OverviewView {

    /** A percentile is within 5 %: more digits would only look exact. */
    private static final MathContext DIGITS = new MathContext(4);

    private OverviewView() {}

    static void put(
            Map<String, Object> view,
            Window window,
            Instant now,
            SortedMap<Instant, Rollup> steps) {
        var sum = steps.values().stream().reduce(Rollup.NONE, Rollup::plus);
        view.put("totals", totals(sum));
        view.put("waiting_seconds", times(sum.waited()));
        view.put("running_seconds", times(sum.ran()));
        view.put("failures", failures(sum));
        view.put("series", series(window, now, steps));
    }

    private static Map<String, Object> totals(Rollup sum) {
        var view = new LinkedHashMap<String, Object>();
        view.put("completed", sum.completed());
        view.put("failed", sum.failed());
        view.put("cancelled", sum.cancelled());
        view.put("questions", sum.questions());
        return view;
    }

    private static Map<String, Object> times(Histogram times) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", times.count());
        view.put("p50", seconds(times, 50));
        view.put("p90", seconds(times, 90));
        view.put("p99", seconds(times, 99));
        return view;
    }

    /** Null where there are none. */
    private static BigDecimal seconds(Histogram times, int percent) {
        var millis = times.percentile(percent);
        return millis.isEmpty()
                ? null
                : BigDecimal.valueOf(millis.getAsDouble()).movePointLeft(3).round(DIGITS);
    }

    private static List<Map<String, Object>> failures(Rollup sum) {
        return sum.failures().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(
                        each ->
                                Map.<String, Object>of(
                                        "reason", each.getKey(), "count", each.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> series(
            Window window, Instant now, SortedMap<Instant, Rollup> steps) {
        var series = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < window.steps(); i++) {
            Instant at = window.from(now).plus(window.step().multipliedBy(i));
            series.add(point(at, steps.getOrDefault(at, Rollup.NONE)));
        }
        return series;
    }

    private static Map<String, Object> point(Instant at, Rollup step) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", at.toString());
        view.put("completed", step.completed());
        view.put("failed", step.failed());
        view.put("cancelled", step.cancelled());
        view.put("waiting_p50", seconds(step.waited(), 50));
        view.put("running_p50", seconds(step.ran(), 50));
        view.put("queued", step.gauges().map(Gauges::queued).orElse(null));
        view.put("processing", step.gauges().map(Gauges::processing).orElse(null));
        view.put("waiting", step.gauges().map(Gauges::waiting).orElse(null));
        return view;
    }
}
