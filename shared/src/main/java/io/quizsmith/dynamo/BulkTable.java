package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.bulk.Bulk;
import io.quizsmith.bulk.Member;
import io.quizsmith.bulk.Tally;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Bulk actions in the table: the action itself with its tally, and apart from it the chosen tasks,
 * in parts. A part is claimed by one who works on it, and counted once, with the tally, when it is
 * done; whoever stops half-way leaves it to the next one.
 */
public final class BulkTable {

    /** Longer than a submit can run. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final DynamoDbClient dynamo;
    private final String table;

    public BulkTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Some of the tasks, to be worked on by the holder alone. */
    public record Part(int number, String holder, List<Member> members) {}

    /** Stores the action and all that was chosen, or nothing. */
    public void create(Bulk bulk, List<Member> members) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(put(BulkItem.of(bulk)));
        for (int part = 0; part < bulk.parts(); part++) {
            int from = part * Bulk.PART;
            int to = Math.min(members.size(), from + Bulk.PART);
            writes.add(put(BulkItem.part(bulk, part, members.subList(from, to))));
        }
        dynamo.transactWriteItems(write -> write.transactItems(writes));
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(
                        put ->
                                put.tableName(table)
                                        .item(item)
                                        .conditionExpression("attribute_not_exists(#pk)")
                                        .expressionAttributeNames(Map.of("#pk", Attributes.PK)))
                .build();
    }

    public Optional<Bulk> find(String id, Instant now) {
        var item =
                dynamo.getItem(
                                get ->
                                        get.tableName(table)
                                                .key(BulkItem.key(id))
                                                .consistentRead(true))
                        .item();
        return Optional.of(item)
                .filter(found -> !found.isEmpty())
                .map(BulkItem::toBulk)
                .filter(bulk -> bulk.expiresAt().isAfter(now));
    }

    /** The latest, and what came of them so far. */
    public List<Bulk> last(int most, Instant now) {
        return dynamo
                .query(
                        query ->
                                query.tableName(table)
                                        .keyConditionExpression("#pk = :bulks")
                                        .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                                        .expressionAttributeValues(
                                                Map.of(":bulks", text(BulkItem.ALL)))
                                        .scanIndexForward(false)
                                        .limit(most))
                .items()
                .stream()
                .map(BulkItem::toBulk)
                .filter(bulk -> bulk.expiresAt().isAfter(now))
                .toList();
    }

    /** Remembers why it is run; the first reason stays. */
    public Bulk begin(Bulk bulk, String reason) {
        var updated =
                dynamo.updateItem(
                        update ->
                                update.tableName(table)
                                        .key(BulkItem.key(bulk.id()))
                                        .updateExpression(
                                                "SET #reason = if_not_exists(#reason, :reason)")
                                        .conditionExpression("attribute_exists(#pk)")
                                        .expressionAttributeNames(
                                                Map.of(
                                                        "#reason", BulkItem.REASON,
                                                        "#pk", Attributes.PK))
                                        .expressionAttributeValues(Map.of(":reason", text(reason)))
                                        .returnValues(ReturnValue.ALL_NEW));
        return BulkItem.toBulk(updated.attributes());
    }

    /** A part that is neither done nor in somebody else's hands; empty where there is none now. */
    public Optional<Part> claim(Bulk bulk, Instant now) {
        String holder = UUID.randomUUID().toString();
        int first = bulk.tally().done() / Bulk.PART; // parts are mostly done in their order
        for (int i = 0; i < bulk.parts(); i++) {
            int number = (first + i) % bulk.parts();
            Optional<Part> part = claim(bulk, number, holder, now);
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }

    private Optional<Part> claim(Bulk bulk, int number, String holder, Instant now) {
        try {
            var claimed =
                    dynamo.updateItem(
                            update ->
                                    update.tableName(table)
                                            .key(BulkItem.key(bulk, number))
                                            .updateExpression("SET #holder = :me, #until = :until")
                                            .conditionExpression(
                                                    "attribute_exists(#pk)"
                                                            + " AND attribute_not_exists(#done)"
                                                            + " AND (attribute_not_exists(#until)"
                                                            + " OR #until <= :now"
                                                            + " OR #holder = :me)")
                                            .expressionAttributeNames(
                                                    Map.of(
                                                            "#pk", Attributes.PK,
                                                            "#done", BulkItem.DONE,
                                                            "#holder", BulkItem.HOLDER,
                                                            "#until", BulkItem.UNTIL))
                                            .expressionAttributeValues(
                                                    Map.of(
                                                            ":me", text(holder),
                                                            ":now", instant(now),
                                                            ":until", instant(now.plus(CLAIM))))
                                            .returnValues(ReturnValue.ALL_NEW));
            return Optional.of(new Part(number, holder, BulkItem.members(claimed.attributes())));
        } catch (ConditionalCheckFailedException doneOrHeld) {
            return Optional.empty();
        }
    }

    /**
     * Counts the part, unless it was claimed by another meanwhile: then that one counts it. Others
     * may count theirs at the same moment, which the service refuses to do at once.
     */
    public void finish(Bulk bulk, Part part, Tally tally) {
        var writes = List.of(done(bulk, part), count(bulk, tally));
        for (int tries = 0; ; tries++) {
            Attributes.pauseBeforeTry(tries);
            try {
                dynamo.transactWriteItems(write -> write.transactItems(writes));
                return;
            } catch (TransactionCanceledException cancelled) {
                var why = cancelled.cancellationReasons().getFirst().code();
                if ("ConditionalCheckFailed".equals(why)) {
                    return;
                }
                refuseUnexpected(cancelled);
            }
        }
    }

    private static void refuseUnexpected(TransactionCanceledException cancelled) {
        if (cancelled.cancellationReasons().stream()
                .noneMatch(reason -> "TransactionConflict".equals(reason.code()))) {
            throw cancelled;
        }
    }

    private TransactWriteItem done(Bulk bulk, Part part) {
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(table)
                                        .key(BulkItem.key(bulk, part.number()))
                                        .updateExpression("SET #done = :true")
                                        .conditionExpression(
                                                "#holder = :me AND attribute_not_exists(#done)")
                                        .expressionAttributeNames(
                                                Map.of(
                                                        "#done", BulkItem.DONE,
                                                        "#holder", BulkItem.HOLDER))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":true", AttributeValue.fromBool(true),
                                                        ":me", text(part.holder()))))
                .build();
    }

    private TransactWriteItem count(Bulk bulk, Tally tally) {
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(table)
                                        .key(BulkItem.key(bulk.id()))
                                        .updateExpression(
                                                "ADD #succeeded :succeeded, #skipped :skipped,"
                                                        + " #failed :failed")
                                        .conditionExpression("attribute_exists(#pk)")
                                        .expressionAttributeNames(
                                                Map.of(
                                                        "#pk", Attributes.PK,
                                                        "#succeeded", BulkItem.SUCCEEDED,
                                                        "#skipped", BulkItem.SKIPPED,
                                                        "#failed", BulkItem.FAILED))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":succeeded", number(tally.succeeded()),
                                                        ":skipped", number(tally.skipped()),
                                                        ":failed", number(tally.failed()))))
                .build();
    }
}
