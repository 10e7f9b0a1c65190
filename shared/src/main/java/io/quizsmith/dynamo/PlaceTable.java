package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;

import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places that the worker has for us, where their number is limited (WorkerMaxInFlight). A place
 * is held by a task for a time: it is free again when the task gives it back, or when that is over.
 */
public final class PlaceTable {

    private static final String HELD = "held";
    private static final Map<String, AttributeValue> KEY = Attributes.key("WORKER", "PLACES");

    private final DynamoDbClient dynamo;
    private final String table;
    private final int places;

    /**
     * @param places how many there are; 0 is no limit
     */
    public PlaceTable(DynamoDbClient dynamo, String table, int places) {
        this.dynamo = dynamo;
        this.table = table;
        this.places = places;
    }

    public boolean areLimited() {
        return places > 0;
    }

    /**
     * Takes a place for the task until then, or keeps the one that it has; false if all are held.
     */
    public boolean take(TaskId task, Instant now, Instant until) {
        if (!areLimited()) {
            return true;
        }
        while (true) {
            try {
                update(
                        "SET #held.#task = :until",
                        "size(#held) < :places OR attribute_exists(#held.#task)",
                        Map.of("#held", HELD, "#task", task.value()),
                        Map.of(":until", instant(until), ":places", number(places)));
                return true;
            } catch (ConditionalCheckFailedException full) {
                if (!full.hasItem() || full.item().isEmpty()) {
                    makeItem();
                } else if (!freeOne(full.item().get(HELD).m(), now)) {
                    return false;
                }
            }
        }
    }

    /** Gives the task's place back, if it has one. */
    public void giveBack(TaskId task) {
        if (!areLimited()) {
            return;
        }
        try {
            update(
                    "REMOVE #held.#task",
                    "attribute_exists(#held.#task)",
                    Map.of("#held", HELD, "#task", task.value()),
                    Map.of());
        } catch (ConditionalCheckFailedException hadNone) {
            // given back before
        }
    }

    private void makeItem() {
        var item = new HashMap<>(KEY);
        item.put(HELD, AttributeValue.fromM(Map.of()));
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(item)
                                    .conditionExpression("attribute_not_exists(#pk)")
                                    .expressionAttributeNames(Map.of("#pk", Attributes.PK)));
        } catch (ConditionalCheckFailedException madeMeanwhile) {
            // as it should be
        }
    }

    /** Frees a place whose time is over; false if there is none such. */
    private boolean freeOne(Map<String, AttributeValue> held, Instant now) {
        List<Map.Entry<String, AttributeValue>> over =
                held.entrySet().stream()
                        .filter(each -> !instant(each.getValue()).isAfter(now))
                        .toList();
        if (over.isEmpty()) {
            return false;
        }
        var one = over.getFirst();
        try {
            update(
                    "REMOVE #held.#task",
                    "#held.#task = :until",
                    Map.of("#held", HELD, "#task", one.getKey()),
                    Map.of(":until", one.getValue()));
        } catch (ConditionalCheckFailedException heldAgain) {
            // the next look tells
        }
        return true;
    }

    private void update(
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        dynamo.updateItem(
                update ->
                        update.tableName(table)
                                .key(KEY)
                                .updateExpression(expression)
                                .conditionExpression(condition)
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values.isEmpty() ? null : values)
                                .returnValuesOnConditionCheckFailure(
                                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }
}
