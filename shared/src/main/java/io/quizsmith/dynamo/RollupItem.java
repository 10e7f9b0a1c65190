package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.bytes;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.Histogram;
import io.quizsmith.rollup.Rollup;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The item of a rollup: its keys and attribute names, in both directions. */
final class RollupItem {

    private static final String FAILURES = "failures";
    private static final String WAITED = "waited";
    private static final String RAN = "ran";
    private static final String GAUGES = "gauges";

    private RollupItem() {}

    static String pk(RollupTable.Span span) {
        return "ROLLUP#" + span.name();
    }

    static Map<String, AttributeValue> of(RollupTable.Span span, Instant begin, Rollup rollup) {
        var item = new HashMap<>(Attributes.key(pk(span), begin.toString()));
        item.put("completed", number(rollup.completed()));
        item.put("failed", number(rollup.failed()));
        item.put("cancelled", number(rollup.cancelled()));
        item.put("questions", number(rollup.questions()));
        if (!rollup.failures().isEmpty()) {
            var failures = new HashMap<String, AttributeValue>();
            rollup.failures().forEach((reason, count) -> failures.put(reason, number(count)));
            item.put(FAILURES, AttributeValue.fromM(failures));
        }
        putTimes(item, WAITED, rollup.waited());
        putTimes(item, RAN, rollup.ran());
        rollup.gauges().ifPresent(seen -> item.put(GAUGES, gauges(seen)));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(begin, span.life()));
        return item;
    }

    static Instant begin(Map<String, AttributeValue> item) {
        return Instant.parse(text(item, Attributes.SK));
    }

    static Rollup toRollup(Map<String, AttributeValue> item) {
        var failures = new TreeMap<String, Long>();
        Optional.ofNullable(item.get(FAILURES))
                .ifPresent(
                        counts ->
                                counts.m()
                                        .forEach(
                                                (reason, count) ->
                                                        failures.put(
                                                                reason,
                                                                Long.parseLong(count.n()))));
        return new Rollup(
                number(item, "completed"),
                number(item, "failed"),
                number(item, "cancelled"),
                number(item, "questions"),
                failures,
                times(item, WAITED),
                times(item, RAN),
                Optional.ofNullable(item.get(GAUGES)).map(RollupItem::toGauges));
    }

    /** Queued, processing, waiting, dead letters. */
    static AttributeValue gauges(Gauges seen) {
        return AttributeValue.fromL(
                List.of(
                        number(seen.queued()),
                        number(seen.processing()),
                        number(seen.waiting()),
                        number(seen.deadLetters())));
    }

    static Gauges toGauges(AttributeValue value) {
        var seen = value.l().stream().mapToInt(each -> Integer.parseInt(each.n())).toArray();
        return new Gauges(seen[0], seen[1], seen[2], seen[3]);
    }

    private static void putTimes(
            Map<String, AttributeValue> item, String name, Histogram histogram) {
        if (histogram.count() > 0) {
            item.put(name, bytes(HistogramBytes.of(histogram)));
        }
    }

    private static Histogram times(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name)
                ? HistogramBytes.read(item.get(name).b().asByteArrayUnsafe())
                : Histogram.NONE;
    }
}
