package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.input.Fields;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids that the worker gave to our tasks: it may quote them in its callbacks, even before we
 * have noted them. Such a callback leaves word here, for the one who notes the id.
 */
public final class WorkerIdTable {

    /** Longer ids are not kept, nor is what is no Unicode; the worker can still quote ours. */
    private static final int MAX_LENGTH = 500;

    private static final Duration LIFE = Duration.ofDays(90);
    private static final String ATTEMPT = "attempt";
    private static final String EARLY = "early_callback";

    private final DynamoDbClient dynamo;
    private final String table;

    public WorkerIdTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The task that the worker calls so, and which of its attempts. */
    public record Known(TaskId task, int attempt) {}

    /** What noting an id came to. */
    public sealed interface Link {
        /**
         * The id stands for the task.
         *
         * @param earlyCallback digest of a callback that quoted the id before; {@code ""} if none
         */
        record Linked(String earlyCallback) implements Link {}

        /** It stands for another task already, or cannot be kept. */
        record NotLinked() implements Link {}
    }

    /**
     * Notes the id for the task's current attempt. Where a worker calls two attempts by the same
     * id, the callback that came before was of the first of them.
     */
    public Link link(String workersId, Task task, Instant now) {
        if (!canBeKept(workersId)) {
            return new Link.NotLinked();
        }
        var names =
                Map.of(
                        "#task", TaskItem.TASK_ID,
                        "#attempt", ATTEMPT,
                        "#expires", Attributes.EXPIRES_AT);
        var values =
                Map.of(
                        ":task", text(task.id().value()),
                        ":attempt", number(task.attempt()),
                        ":expires", Attributes.expiry(now, LIFE));
        var namesAndEarly = new HashMap<>(names);
        namesAndEarly.put("#early", EARLY);
        return link(
                        workersId,
                        "SET #task = :task, #attempt = :attempt, #expires = :expires",
                        "attribute_not_exists(#task)"
                                + " OR (#task = :task AND #attempt = :attempt)",
                        names,
                        values)
                .or(
                        () ->
                                link(
                                        workersId,
                                        "SET #attempt = :attempt, #expires = :expires"
                                                + " REMOVE #early",
                                        "#task = :task",
                                        namesAndEarly,
                                        values))
                .orElse(new Link.NotLinked());
    }

    private Optional<Link> link(
            String workersId,
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            var linked =
                    dynamo.updateItem(
                            update ->
                                    update.tableName(table)
                                            .key(key(workersId))
                                            .updateExpression(expression)
                                            .conditionExpression(condition)
                                            .expressionAttributeNames(names)
                                            .expressionAttributeValues(values)
                                            .returnValues(ReturnValue.ALL_NEW));
            return Optional.of(new Link.Linked(text(linked.attributes(), EARLY)));
        } catch (ConditionalCheckFailedException otherwise) {
            return Optional.empty();
        }
    }

    public Optional<Known> find(String workersId) {
        if (!canBeKept(workersId)) {
            return Optional.empty();
        }
        var item =
                dynamo.getItem(get -> get.tableName(table).key(key(workersId)).consistentRead(true))
                        .item();
        return TaskId.parse(text(item, TaskItem.TASK_ID))
                .map(task -> new Known(task, (int) number(item, ATTEMPT)));
    }

    /**
     * Leaves word of a callback that quoted an id which stands for no task yet. False where it does
     * by now.
     */
    public boolean leaveWord(String workersId, String digest, Instant now, Duration life) {
        if (!canBeKept(workersId)) {
            return true;
        }
        try {
            dynamo.updateItem(
                    update ->
                            update.tableName(table)
                                    .key(key(workersId))
                                    .updateExpression("SET #early = :digest, #expires = :expires")
                                    .conditionExpression("attribute_not_exists(#task)")
                                    .expressionAttributeNames(
                                            Map.of(
                                                    "#early", EARLY,
                                                    "#task", TaskItem.TASK_ID,
                                                    "#expires", Attributes.EXPIRES_AT))
                                    .expressionAttributeValues(
                                            Map.of(
                                                    ":digest", text(digest),
                                                    ":expires", Attributes.expiry(now, life))));
            return true;
        } catch (ConditionalCheckFailedException linkedMeanwhile) {
            return false;
        }
    }

    private static boolean canBeKept(String workersId) {
        return !workersId.isBlank()
                && workersId.length() <= MAX_LENGTH
                && Fields.isUnicode(workersId);
    }

    private static Map<String, AttributeValue> key(String workersId) {
        return Attributes.key("WORKER#" + workersId, "TASK");
    }
}
