package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ids that the worker gave to our tasks: it may quote them in its callbacks. */
public final class WorkerIdTable {

    /** Longer ids are not kept; the worker can still quote ours. */
    private static final int MAX_LENGTH = 500;

    private static final Duration LIFE = Duration.ofDays(90);

    private final DynamoDbClient dynamo;
    private final String table;

    public WorkerIdTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Notes the id; false where it stands for another task already, or cannot be kept. */
    public boolean link(String workersId, TaskId task, Instant now) {
        if (!canBeKept(workersId)) {
            return false;
        }
        try {
            var item = new HashMap<>(key(workersId));
            item.put(TaskItem.TASK_ID, text(task.value()));
            item.put(Attributes.EXPIRES_AT, Attributes.expiry(now, LIFE));
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(item)
                                    .conditionExpression(
                                            "attribute_not_exists(#pk) OR #task = :task")
                                    .expressionAttributeNames(
                                            Map.of("#pk", Attributes.PK, "#task", TaskItem.TASK_ID))
                                    .expressionAttributeValues(
                                            Map.of(":task", text(task.value()))));
            return true;
        } catch (ConditionalCheckFailedException anotherTask) {
            return false;
        }
    }

    public Optional<TaskId> find(String workersId) {
        if (!canBeKept(workersId)) {
            return Optional.empty();
        }
        var item =
                dynamo.getItem(get -> get.tableName(table).key(key(workersId)).consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : TaskId.parse(text(item, TaskItem.TASK_ID));
    }

    private static boolean canBeKept(String workersId) {
        return !workersId.isBlank() && workersId.length() <= MAX_LENGTH;
    }

    private static Map<String, AttributeValue> key(String workersId) {
        return Attributes.key("WORKER#" + workersId, "TASK");
    }
}
