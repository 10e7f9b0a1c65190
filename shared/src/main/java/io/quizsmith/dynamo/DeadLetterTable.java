package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.dynamo.DeadLetter.State;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages that were given up. Those that are open are also found in the index by status, where
 * no task is called so: what is open is listed and counted without reading what is not.
 */
public final class DeadLetterTable {

    /** Above any id. */
    private static final String END = "~";

    private final DynamoDbClient dynamo;
    private final String table;

    public DeadLetterTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A letter in a list.
     *
     * @param status where its task stands now; empty where there is none
     */
    public record Entry(DeadLetter letter, Optional<TaskStatus> status) {}

    /** The latest first; where {@code next} is there, more follow. */
    public record Page(List<Entry> entries, Optional<String> next) {}

    /** Keeps the letter, unless it was found before; answers what is kept. */
    public DeadLetter keep(DeadLetter letter) {
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(DeadLetterItem.of(letter))
                                    .conditionExpression("attribute_not_exists(#pk)")
                                    .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return letter;
        } catch (ConditionalCheckFailedException before) {
            return DeadLetterItem.toLetter(before.item());
        }
    }

    public Optional<DeadLetter> find(String id) {
        var item =
                dynamo.getItem(
                                get ->
                                        get.tableName(table)
                                                .key(DeadLetterItem.key(id))
                                                .consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(DeadLetterItem.toLetter(item));
    }

    /** Writes what was decided of an open letter; answers what holds: the first decision. */
    public DeadLetter decide(DeadLetter decided) {
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(DeadLetterItem.of(decided))
                                    .conditionExpression("#state = :open")
                                    .expressionAttributeNames(
                                            Map.of("#state", DeadLetterItem.STATE))
                                    .expressionAttributeValues(
                                            Map.of(":open", text(State.OPEN.wire())))
                                    .returnValuesOnConditionCheckFailure(
                                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return decided;
        } catch (ConditionalCheckFailedException other) {
            return other.hasItem() && !other.item().isEmpty()
                    ? DeadLetterItem.toLetter(other.item())
                    : decided; // it was at the end of its life
        }
    }

    /** How many are open; more than {@code most} are not counted. */
    public int countOpen(int most) {
        return dynamo.query(open(Optional.empty(), most).select(Select.COUNT).build()).count();
    }

    public Page listOpen(int limit, Optional<String> after) {
        if (limit == 0) {
            return new Page(List.of(), Optional.empty());
        }
        var keys =
                dynamo.query(open(after, limit + 1).build()).items().stream()
                        .map(item -> text(item, TaskItem.CREATED_KEY))
                        .toList();
        var shown = keys.subList(0, Math.min(limit, keys.size()));
        var letters =
                read(shown).stream()
                        .map(DeadLetterItem::toLetter)
                        .filter(letter -> letter.state() == State.OPEN) // the index may be behind
                        .sorted(Comparator.comparing(DeadLetter::id).reversed())
                        .toList();
        return page(letters, keys.size() > limit ? Optional.of(shown.getLast()) : Optional.empty());
    }

    public Page listAll(int limit, Optional<String> after) {
        if (limit == 0) {
            return new Page(List.of(), Optional.empty());
        }
        var found =
                dynamo
                        .query(
                                query ->
                                        query.tableName(table)
                                                .keyConditionExpression(
                                                        "#pk = :letters AND #sk < :after")
                                                .expressionAttributeNames(
                                                        Map.of(
                                                                "#pk", Attributes.PK,
                                                                "#sk", Attributes.SK))
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":letters",
                                                                text(DeadLetterItem.PK),
                                                                ":after",
                                                                text(after.orElse(END))))
                                                .scanIndexForward(false)
                                                .limit(limit + 1))
                        .items()
                        .stream()
                        .map(DeadLetterItem::toLetter)
                        .toList();
        var shown = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        return page(shown, more ? Optional.of(shown.getLast().id()) : Optional.empty());
    }

    private Page page(List<DeadLetter> letters, Optional<String> next) {
        var ids = letters.stream().flatMap(letter -> letter.task().stream()).distinct().toList();
        Map<TaskId, TaskRounds.Standing> tasks = new TaskRounds(dynamo, table).find(ids);
        return new Page(
                letters.stream()
                        .map(
                                letter ->
                                        new Entry(
                                                letter,
                                                letter.task()
                                                        .map(tasks::get)
                                                        .map(TaskRounds.Standing::status)))
                        .toList(),
                next);
    }

    private QueryRequest.Builder open(Optional<String> after, int limit) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(TaskItem.BY_STATUS)
                .keyConditionExpression("#status = :open AND #created < :after")
                .expressionAttributeNames(
                        Map.of("#status", TaskItem.STATUS_KEY, "#created", TaskItem.CREATED_KEY))
                .expressionAttributeValues(
                        Map.of(
                                ":open", text(DeadLetterItem.OPEN_KEY),
                                ":after", text(after.orElse(END))))
                .scanIndexForward(false)
                .limit(limit);
    }

    private List<Map<String, AttributeValue>> read(List<String> ids) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        var keys =
                KeysAndAttributes.builder()
                        .keys(ids.stream().map(DeadLetterItem::key).toList())
                        .consistentRead(true)
                        .build();
        var left = ids.isEmpty() ? Map.<String, KeysAndAttributes>of() : Map.of(table, keys);
        for (int tries = 0; !left.isEmpty(); tries++) {
            Attributes.pauseBeforeTry(tries);
            var request = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(request));
            found.addAll(answer.responses().getOrDefault(table, List.of()));
            left = answer.unprocessedKeys();
        }
        return found;
    }
}
