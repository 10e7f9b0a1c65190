package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The pending tasks that sweep must look at. One look is bounded: where the tasks are too many for
 * it, the next look goes on where this one stopped.
 */
public final class DueTasks {

    private static final int READ_PAGE = 500;

    private static final String CURSORS = "cursors";
    private static final Map<String, AttributeValue> KEY = Attributes.key("SWEEP", "CURSORS");

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shards shards;
    private final int pages;

    /**
     * @param pages of the index that one look reads in each partition, 500 tasks each
     */
    public DueTasks(DynamoDbClient dynamo, String table, Shards shards, int pages) {
        this.dynamo = dynamo;
        this.table = table;
        this.shards = shards;
        this.pages = pages;
    }

    /** A task, and since when it should have been looked at. */
    public record Due(TaskId task, TaskStatus status, Instant since) {}

    /**
     * What a look found.
     *
     * @param due the longest overdue first
     * @param seen how many pending tasks there are of each status, as far as the look went
     */
    public record Found(List<Due> due, Map<TaskStatus, Integer> seen) {}

    public Found look(Instant now) {
        var before = cursors();
        var after = new HashMap<String, String>();
        var due = new ArrayList<Due>();
        var seen = new HashMap<TaskStatus, Integer>();
        for (var status : List.of(TaskStatus.QUEUED, TaskStatus.PROCESSING)) {
            for (int shard = 0; shard < shards.count(); shard++) {
                String partition = TaskItem.statusKey(status, shard);
                int read = look(partition, status, before, after, now, due);
                seen.merge(status, read, Integer::sum);
            }
        }
        if (!after.equals(before)) {
            remember(after);
        }
        due.sort(Comparator.comparing(Due::since));
        return new Found(due, seen);
    }

    private int look(
            String partition,
            TaskStatus status,
            Map<String, String> before,
            Map<String, String> after,
            Instant now,
            List<Due> due) {
        int seen = 0;
        var from = before.getOrDefault(partition, "0");
        var request = request(partition, from, now);
        for (int page = 0; page < pages; page++) {
            var answer = dynamo.query(request);
            seen += answer.scannedCount();
            answer.items().forEach(item -> due.add(due(item, status)));
            if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
                after.remove(partition); // the next look begins at the beginning
                return seen;
            }
            after.put(partition, text(answer.lastEvaluatedKey(), TaskItem.CREATED_KEY));
            request = request.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
        }
        return seen;
    }

    private QueryRequest request(String partition, String from, Instant now) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(TaskItem.BY_STATUS)
                .keyConditionExpression("#status = :status AND #created > :from")
                .filterExpression("#due <= :now")
                .expressionAttributeNames(
                        Map.of(
                                "#status", TaskItem.STATUS_KEY,
                                "#created", TaskItem.CREATED_KEY,
                                "#due", TaskItem.DUE_AT))
                .expressionAttributeValues(
                        Map.of(
                                ":status", text(partition),
                                ":from", text(from),
                                ":now", Attributes.instant(now)))
                .limit(READ_PAGE)
                .build();
    }

    private static Due due(Map<String, AttributeValue> item, TaskStatus status) {
        return new Due(
                new TaskId(text(item, TaskItem.TASK_ID)),
                status,
                Attributes.instant(item.get(TaskItem.DUE_AT)));
    }

    private Map<String, String> cursors() {
        var item = dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true)).item();
        return item.getOrDefault(CURSORS, AttributeValue.fromM(Map.of())).m().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, cursor -> cursor.getValue().s()));
    }

    /** Two looks at once may each write theirs: one of them is as good as the other. */
    private void remember(Map<String, String> cursors) {
        var item = new HashMap<>(KEY);
        item.put(
                CURSORS,
                AttributeValue.fromM(
                        cursors.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                cursor -> text(cursor.getValue())))));
        dynamo.putItem(put -> put.tableName(table).item(item));
    }
}
