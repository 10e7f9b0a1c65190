package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.bytes;
import static io.quizsmith.dynamo.Attributes.instant;

import io.quizsmith.rollup.Histogram;
import io.quizsmith.rollup.Paces;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.rollup.SizeBand;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The paces of late, as sweep's progress has them: about a kilobyte. */
final class PacesAttributes {

    private static final String SINCE = "paces_since";
    private static final String LATEST = "paces";
    private static final String BEFORE = "paces_before";
    private static final String WAITED = "waited";

    private PacesAttributes() {}

    static void put(Map<String, AttributeValue> item, RecentPaces paces) {
        item.put(SINCE, instant(paces.since()));
        item.put(LATEST, value(paces.latest()));
        item.put(BEFORE, value(paces.before()));
    }

    /** None where the item has none. */
    static RecentPaces read(Map<String, AttributeValue> item) {
        return item.containsKey(SINCE)
                ? new RecentPaces(
                        instant(item.get(SINCE)),
                        toPaces(item.get(LATEST)),
                        toPaces(item.get(BEFORE)))
                : RecentPaces.NONE;
    }

    private static AttributeValue value(Paces paces) {
        var times = new HashMap<String, AttributeValue>();
        times.put(WAITED, bytes(HistogramBytes.of(paces.waited())));
        paces.ran().forEach((band, ran) -> times.put(band.text(), bytes(HistogramBytes.of(ran))));
        return AttributeValue.fromM(times);
    }

    private static Paces toPaces(AttributeValue value) {
        var times = value.m();
        var ran = new EnumMap<SizeBand, Histogram>(SizeBand.class);
        for (var band : SizeBand.values()) {
            if (times.containsKey(band.text())) {
                ran.put(band, histogram(times.get(band.text())));
            }
        }
        return new Paces(histogram(times.get(WAITED)), ran);
    }

    private static Histogram histogram(AttributeValue value) {
        return HistogramBytes.read(value.b().asByteArrayUnsafe());
    }
}
