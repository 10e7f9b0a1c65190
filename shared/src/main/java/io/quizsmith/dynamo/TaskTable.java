package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Tasks in the table. Every write is conditional and says who won; a task is read consistently. */
public final class TaskTable {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shards shards;
    private final UnaryOperator<Map<String, AttributeValue>> read;

    public TaskTable(DynamoDbClient dynamo, String table, Shards shards) {
        this(dynamo, table, shards, key -> Attributes.read(dynamo, table, key));
    }

    /** One whose reads keep the forecasts up to date. */
    public TaskTable(DynamoDbClient dynamo, String table, Shards shards, Forecasts forecasts) {
        this(dynamo, table, shards, forecasts::read);
    }

    private TaskTable(
            DynamoDbClient dynamo,
            String table,
            Shards shards,
            UnaryOperator<Map<String, AttributeValue>> read) {
        this.dynamo = dynamo;
        this.table = table;
        this.shards = shards;
        this.read = read;
    }

    /** What a conditional write came to. */
    public sealed interface Written {
        /** The task is as it should be now. */
        record Done(Task task) implements Written {}

        /** Somebody else came first, and left the task so. */
        record Overtaken(Task current) implements Written {}
    }

    /** What asking for the right to hand a task over came to. */
    public sealed interface Leased {
        record Granted(Task task) implements Leased {}

        /** Not queued any more, or somebody else holds the lease. */
        record Refused(Task current) implements Leased {}

        record Unknown() implements Leased {}
    }

    public Optional<Task> find(TaskId id) {
        var item = read.apply(TaskItem.key(id));
        return item.isEmpty() ? Optional.empty() : Optional.of(TaskItem.toTask(item));
    }

    /** Stores a new task; false where its id is taken. */
    public boolean create(Task task) {
        String writer = UUID.randomUUID().toString();
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(TaskItem.of(task, writer, shards))
                                    .conditionExpression("attribute_not_exists(#pk)")
                                    .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            return wroteIt(writer, taken.item());
        }
    }

    /** Writes {@code after} over {@code before}, unless the task has moved on since it was read. */
    public Written replace(Task before, Task after) {
        String writer = UUID.randomUUID().toString();
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(TaskItem.of(after, writer, shards))
                                    .conditionExpression("#revision = :before")
                                    .expressionAttributeNames(
                                            Map.of("#revision", TaskItem.REVISION))
                                    .expressionAttributeValues(
                                            Map.of(":before", number(before.revision())))
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Written.Done(after);
        } catch (ConditionalCheckFailedException overtaken) {
            return wroteIt(writer, overtaken.item())
                    ? new Written.Done(after)
                    : new Written.Overtaken(TaskItem.toTask(overtaken.item()));
        }
    }

    /**
     * Takes the right to hand a queued task over, until {@code until}. The same holder may take it
     * again; another only once it has run out.
     */
    public Leased lease(TaskId id, String holder, Instant now, Instant until) {
        try {
            var updated =
                    dynamo.updateItem(
                            update ->
                                    update.tableName(table)
                                            .key(TaskItem.key(id))
                                            .updateExpression(
                                                    "SET #leaseBy = :holder, #leaseUntil = :until"
                                                            + " ADD #revision :one")
                                            .conditionExpression(
                                                    "#status = :queued AND"
                                                            + " (attribute_not_exists(#leaseUntil)"
                                                            + " OR #leaseUntil <= :now"
                                                            + " OR #leaseBy = :holder)")
                                            .expressionAttributeNames(
                                                    Map.of(
                                                            "#leaseBy", TaskItem.LEASE_BY,
                                                            "#leaseUntil", TaskItem.LEASE_UNTIL,
                                                            "#revision", TaskItem.REVISION,
                                                            "#status", TaskItem.STATUS))
                                            .expressionAttributeValues(
                                                    Map.of(
                                                            ":holder", text(holder),
                                                            ":until", instant(until),
                                                            ":now", instant(now),
                                                            ":one", number(1),
                                                            ":queued",
                                                                    text(TaskStatus.QUEUED.wire())))
                                            .returnValues(ReturnValue.ALL_NEW)
                                            .returnValuesOnConditionCheckFailure(
                                                    ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Leased.Granted(TaskItem.toTask(updated.attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return refused.hasItem() && !refused.item().isEmpty()
                    ? new Leased.Refused(TaskItem.toTask(refused.item()))
                    : new Leased.Unknown();
        }
    }

    /**
     * The service may have carried out a write whose answer was lost, and the client repeated it.
     */
    private static boolean wroteIt(String writer, Map<String, AttributeValue> current) {
        return writer.equals(text(current, TaskItem.WRITER));
    }
}
