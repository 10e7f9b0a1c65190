package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several partitions of an index as one, the latest first. Each is looked at once, in short; after
 * that, only what is needed next is read on, and no more than a bound.
 */
final class IndexMerge {

    /** A query that finds nothing is billed, too. */
    private static final double LEAST_UNITS = 0.5;

    private final DynamoDbClient dynamo;
    private final List<Partition> partitions = new ArrayList<>();
    private final Reading reading;
    private double units;

    IndexMerge(DynamoDbClient dynamo, List<QueryRequest> requests, Reading reading) {
        this.dynamo = dynamo;
        this.reading = reading;
        requests.forEach(request -> partitions.add(new Partition(request)));
    }

    /**
     * How to read.
     *
     * @param first how many items the first look at a partition reads
     * @param next how many each look after that
     * @param units where so many read units are used, nothing more is read
     */
    record Reading(int first, int next, double units) {}

    /**
     * What was found.
     *
     * @param next the created_key after which more may follow; empty where there is no more
     */
    record Found(List<Map<String, AttributeValue>> items, Optional<String> next) {}

    Found take(int limit) {
        partitions.forEach(partition -> partition.read(reading.first()));
        var items = new ArrayList<Map<String, AttributeValue>>();
        while (items.size() < limit) {
            var latest = latest();
            if (latest.isEmpty()) {
                return new Found(items, Optional.empty());
            }
            if (!latest.get().ahead.isEmpty()) {
                items.add(latest.get().ahead.poll());
            } else if (units < reading.units()) {
                latest.get().read(reading.next());
            } else {
                return new Found(items, Optional.of(latest.get().readTo));
            }
        }
        return new Found(items, latest().map(more -> createdKey(items.getLast())));
    }

    /** The partition that holds what comes next, or may hold it where it is to be read on. */
    private Optional<Partition> latest() {
        return partitions.stream()
                .filter(partition -> !partition.isOver())
                .max(Comparator.comparing(Partition::head));
    }

    private static String createdKey(Map<String, AttributeValue> item) {
        return text(item, TaskItem.CREATED_KEY);
    }

    /** One partition, as far as it has been read. */
    private final class Partition {

        private QueryRequest request;
        private final Deque<Map<String, AttributeValue>> ahead = new ArrayDeque<>();
        private boolean isExhausted;
        private String readTo = "";

        private Partition(QueryRequest request) {
            this.request =
                    request.toBuilder()
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .build();
        }

        private void read(int items) {
            var answer = dynamo.query(request.toBuilder().limit(items).build());
            units += Math.max(LEAST_UNITS, answer.consumedCapacity().capacityUnits());
            ahead.addAll(answer.items());
            isExhausted = !answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty();
            if (!isExhausted) {
                readTo = createdKey(answer.lastEvaluatedKey());
                request = request.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
            }
        }

        private boolean isOver() {
            return ahead.isEmpty() && isExhausted;
        }

        /** Nothing that is still to come from here is later than this. */
        private String head() {
            return ahead.isEmpty() ? readTo : createdKey(ahead.peek());
        }
    }
}
