package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;

import io.quizsmith.rollup.Eta;
import io.quizsmith.rollup.Forecast;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.task.Task;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forecast that sweep's progress gives. It is remembered for a minute, and then fetched in the
 * very call that reads another item anyway, so that it never costs a call.
 */
public final class Forecasts {

    private static final Duration LIFE = Duration.ofMinutes(1);

    /** Where sweep has stood still for so long, how long tasks take of late is not known. */
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;
    private volatile Known known = new Known(Forecast.NONE, Instant.MIN);

    public Forecasts(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    private record Known(Forecast forecast, Instant until) {}

    /** When the task will probably be completed, by the forecast as it was last read. */
    public Optional<Eta> eta(Task task) {
        return task.status().isPending()
                ? known.forecast().eta(task, clock.instant())
                : Optional.empty();
    }

    /** The item of that key as it is now, empty where there is none. */
    Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        Instant now = clock.instant();
        return now.isBefore(known.until())
                ? Attributes.read(dynamo, table, key)
                : readBoth(key, now);
    }

    /** The service may leave out either where it is short of capacity. */
    private Map<String, AttributeValue> readBoth(Map<String, AttributeValue> key, Instant now) {
        var keys =
                KeysAndAttributes.builder()
                        .keys(List.of(key, RollupTable.KEY))
                        .consistentRead(true)
                        .build();
        var answer = dynamo.batchGetItem(get -> get.requestItems(Map.of(table, keys)));
        var items = answer.responses().getOrDefault(table, List.of());
        var progress = find(items, RollupTable.KEY);
        boolean complete = answer.unprocessedKeys().isEmpty();
        if (complete || !progress.isEmpty()) {
            known = new Known(forecast(progress, now), now.plus(LIFE));
        }
        var item = find(items, key);
        return complete || !item.isEmpty() ? item : Attributes.read(dynamo, table, key);
    }

    private static Forecast forecast(Map<String, AttributeValue> progress, Instant now) {
        var paces = PacesAttributes.read(progress);
        return paces.equals(RecentPaces.NONE)
                        || instant(progress.get(RollupTable.FOLDED_TO)).isBefore(now.minus(TOO_OLD))
                ? Forecast.NONE
                : Forecast.of(paces.all());
    }

    private static Map<String, AttributeValue> find(
            List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return items.stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst()
                .orElse(Map.of());
    }
}
