package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.rollup.Gauges;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.rollup.Rollup;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened in each minute and in each hour. A rollup is always made anew from what it sums up,
 * so that writing one twice is harmless; that takes the place of a condition.
 */
public final class RollupTable {

    static final Map<String, AttributeValue> KEY = Attributes.key("ROLLUP", "PROGRESS");
    static final String FOLDED_TO = "folded_to";
    private static final String SEEN_AT = "seen_at";
    private static final String GAUGES = "gauges";

    private final DynamoDbClient dynamo;
    private final String table;

    public RollupTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** How much time a rollup sums up. */
    public enum Span {
        MINUTE(Duration.ofDays(2)),
        HOUR(Duration.ofDays(400));

        private final Duration life;

        Span(Duration life) {
            this.life = life;
        }

        Duration life() {
            return life;
        }
    }

    /**
     * How far sweep has come, and what it saw last.
     *
     * @param foldedTo every minute before this one has its rollup, and every hour that ends before
     * @param gauges what was seen in each minute that has no rollup yet
     * @param seenAt when sweep last looked
     * @param paces of what was summed up of late
     */
    public record Progress(
            Optional<Instant> foldedTo,
            Map<Instant, Gauges> gauges,
            Optional<Instant> seenAt,
            RecentPaces paces) {

        public Progress {
            gauges = Map.copyOf(gauges);
        }
    }

    public Progress progress() {
        var item = dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true)).item();
        var gauges = new HashMap<Instant, Gauges>();
        item.getOrDefault(GAUGES, AttributeValue.fromM(Map.of()))
                .m()
                .forEach(
                        (minute, seen) ->
                                gauges.put(Instant.parse(minute), RollupItem.toGauges(seen)));
        return new Progress(
                Optional.ofNullable(item.get(FOLDED_TO)).map(Attributes::instant),
                gauges,
                Optional.ofNullable(item.get(SEEN_AT)).map(Attributes::instant),
                PacesAttributes.read(item));
    }

    /** Of two runs at once, the later word holds: what it has not folded is folded again. */
    public void remember(Progress progress) {
        var item = new HashMap<>(KEY);
        var gauges = new HashMap<String, AttributeValue>();
        progress.gauges()
                .forEach((minute, seen) -> gauges.put(minute.toString(), RollupItem.gauges(seen)));
        item.put(GAUGES, AttributeValue.fromM(gauges));
        progress.foldedTo().ifPresent(at -> item.put(FOLDED_TO, instant(at)));
        progress.seenAt().ifPresent(at -> item.put(SEEN_AT, instant(at)));
        PacesAttributes.put(item, progress.paces());
        dynamo.putItem(put -> put.tableName(table).item(item));
    }

    public void put(Span span, Instant begin, Rollup rollup) {
        dynamo.putItem(put -> put.tableName(table).item(RollupItem.of(span, begin, rollup)));
    }

    /** The sum of the minutes of an hour, none missing that was put. */
    public Rollup sumOf(Instant hour) {
        var minutes = read(Span.MINUTE, hour, hour.plus(1, ChronoUnit.HOURS), true);
        return minutes.values().stream().reduce(Rollup.NONE, Rollup::plus);
    }

    /** Those that begin at {@code from} or later, and before {@code to}, by their beginning. */
    public SortedMap<Instant, Rollup> read(Span span, Instant from, Instant to) {
        return read(span, from, to, false);
    }

    private SortedMap<Instant, Rollup> read(
            Span span, Instant from, Instant to, boolean consistent) {
        var found = new TreeMap<Instant, Rollup>();
        if (!from.isBefore(to)) {
            return found;
        }
        dynamo.queryPaginator(
                        query ->
                                query.tableName(table)
                                        .consistentRead(consistent)
                                        .keyConditionExpression(
                                                "#pk = :span AND #sk BETWEEN :from AND :to")
                                        .expressionAttributeNames(
                                                Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":span", text(RollupItem.pk(span)),
                                                        ":from", text(from.toString()),
                                                        ":to", text(to.toString()))))
                .items()
                .forEach(item -> found.put(RollupItem.begin(item), RollupItem.toRollup(item)));
        return found.headMap(to);
    }
}
