package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Since when the oldest task waits that is queued; a small query for each part of the index. */
public final class OldestQueued {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shards shards;

    public OldestQueued(DynamoDbClient dynamo, String table, Shards shards) {
        this.dynamo = dynamo;
        this.table = table;
        this.shards = shards;
    }

    /** When it was first asked for; empty where none is queued. */
    public Optional<Instant> find() {
        return IntStream.range(0, shards.count())
                .mapToObj(shard -> TaskItem.statusKey(TaskStatus.QUEUED, shard))
                .flatMap(partition -> oldest(partition).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> oldest(String partition) {
        return dynamo
                .query(
                        query ->
                                query.tableName(table)
                                        .indexName(TaskItem.BY_STATUS)
                                        .keyConditionExpression("#status = :status")
                                        .expressionAttributeNames(
                                                Map.of("#status", TaskItem.STATUS_KEY))
                                        .expressionAttributeValues(
                                                Map.of(":status", text(partition)))
                                        .limit(1))
                .items()
                .stream()
                .findFirst()
                .map(item -> Attributes.instant(item.get(TaskItem.CREATED_AT)));
    }
}
