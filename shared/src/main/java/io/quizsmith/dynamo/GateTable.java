package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.question.quality.Recent;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.Gate;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one item that says whether the worker may be called. While all goes well nobody writes it,
 * and dispatch does not even read it.
 */
public final class GateTable {

    /** A fault longer ago than this is no longer "in a row". */
    private static final Duration IN_A_ROW = Duration.ofMinutes(5);

    private static final String SHUT_UNTIL = "shut_until";
    private static final String REFUSALS = "refusals";
    private static final String DOWN_SINCE = "down_since";
    private static final String FAULTS = "faults";
    private static final String FAULT_KIND = "fault_kind";
    private static final String FAULT_OF = "fault_of";
    private static final String FAULT_AT = "fault_at";
    private static final String LINE = "line";
    private static final String JOINED = "joined";
    private static final String TURN = "turn";
    private static final String DRIVEN_AT = "driven_at";
    private static final String POLL_AT = "poll_at";
    private static final Map<String, AttributeValue> KEY = Attributes.key("WORKER", "GATE");

    private final DynamoDbClient dynamo;
    private final String table;

    public GateTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A task, where there is one of that id, the gate, and what the task's user was asked of late:
     * read together, consistently.
     */
    public record TaskAndGate(Optional<Task> task, Gate gate, Recent recent) {}

    public Gate read() {
        return gate(
                dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true)).item());
    }

    public TaskAndGate readWith(TaskId id) {
        var found = new HashMap<String, Map<String, AttributeValue>>();
        var left =
                Map.of(
                        table,
                        KeysAndAttributes.builder()
                                .keys(List.of(KEY, TaskItem.key(id), RecentTable.key(id)))
                                .consistentRead(true)
                                .build());
        for (int tries = 0; !left.isEmpty(); tries++) {
            Attributes.pauseBeforeTry(tries);
            var request = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(request));
            answer.responses()
                    .getOrDefault(table, List.of())
                    .forEach(item -> found.put(text(item, Attributes.SK), item));
            left = answer.unprocessedKeys();
        }
        return new TaskAndGate(
                Optional.ofNullable(found.get("TASK")).map(TaskItem::toTask),
                gate(found.getOrDefault("GATE", Map.of())),
                RecentTable.recent(found.getOrDefault(RecentTable.SK, Map.of())));
    }

    /** The worker takes no more until then, or is still down. */
    public Gate busy(Instant until) {
        return update(
                "SET #shut = :until ADD #refusals :one",
                Map.of("#shut", SHUT_UNTIL, "#refusals", REFUSALS),
                Map.of(":until", instant(until), ":one", number(1)));
    }

    /** The worker took what there was room for, and takes no more until then. */
    public void full(Instant until) {
        update("SET #shut = :until", Map.of("#shut", SHUT_UNTIL), Map.of(":until", instant(until)));
    }

    /**
     * The worker was at fault with a task. Gives the gate as it is then.
     *
     * @param enough opens the circuit breaker, where so many different tasks in a row met a fault
     *     for which that is enough
     * @param until how long it then stays open before the worker is tried again
     */
    public Gate fault(TaskId task, int enough, Instant now, Instant until) {
        Gate gate = countFault(task, enough, now);
        if (gate.faults() < enough || gate.isDown()) {
            return gate;
        }
        return update(
                "SET #shut = :until, #down = if_not_exists(#down, :now), #refusals = :one",
                Map.of("#shut", SHUT_UNTIL, "#down", DOWN_SINCE, "#refusals", REFUSALS),
                Map.of(":until", instant(until), ":now", instant(now), ":one", number(1)));
    }

    private Gate countFault(TaskId task, int enough, Instant now) {
        var names =
                Map.of("#faults", FAULTS, "#kind", FAULT_KIND, "#of", FAULT_OF, "#at", FAULT_AT);
        var values =
                Map.of(
                        ":kind", number(enough),
                        ":of", text(task.value()),
                        ":at", instant(now),
                        ":one", number(1),
                        ":since", instant(now.minus(IN_A_ROW)));
        return updateIf(
                        "#kind = :kind AND #at > :since AND #of <> :of",
                        "SET #of = :of, #at = :at ADD #faults :one",
                        names,
                        values)
                .or(
                        () ->
                                updateIf(
                                        "attribute_not_exists(#at) OR #at <= :since"
                                                + " OR #kind <> :kind",
                                        "SET #kind = :kind, #of = :of, #at = :at, #faults = :one",
                                        names,
                                        values))
                .orElseGet(this::read);
    }

    /** The worker took a task: nothing is held against it any more. */
    public void wellAgain() {
        update(
                "REMOVE #shut, #refusals, #down, #faults, #kind, #of, #at",
                Map.of(
                        "#shut", SHUT_UNTIL,
                        "#refusals", REFUSALS,
                        "#down", DOWN_SINCE,
                        "#faults", FAULTS,
                        "#kind", FAULT_KIND,
                        "#of", FAULT_OF,
                        "#at", FAULT_AT),
                Map.of());
    }

    /** A task stands in the line now. */
    public Gate joined() {
        return update(
                "SET #line = :true ADD #joined :one",
                Map.of("#line", LINE, "#joined", JOINED),
                Map.of(":true", AttributeValue.fromBool(true), ":one", number(1)));
    }

    /**
     * The line was seen empty after {@code gate} was read. False, and nothing happens, if one
     * joined since.
     */
    public boolean emptied(Gate gate) {
        return updateIf(
                        "#joined = :joined",
                        "REMOVE #line, #poll, #refusals",
                        Map.of(
                                "#joined", JOINED,
                                "#line", LINE,
                                "#poll", POLL_AT,
                                "#refusals", REFUSALS),
                        Map.of(":joined", number(gate.joined())))
                .isPresent();
    }

    /** Whether the caller is the one to look at the line at {@code at}: nobody else is to. */
    public boolean claimPoll(Instant overdueSince, Instant at) {
        return updateIf(
                        "attribute_not_exists(#poll) OR #poll <= :overdue",
                        "SET #poll = :at",
                        Map.of("#poll", POLL_AT),
                        Map.of(":overdue", instant(overdueSince), ":at", instant(at)))
                .isPresent();
    }

    /** A task with that turn has left the line: those who join now come after it. */
    public void served(long turn) {
        updateIf(
                "attribute_not_exists(#turn) OR #turn < :turn",
                "SET #turn = :turn",
                Map.of("#turn", TURN),
                Map.of(":turn", number(turn)));
    }

    /** A task left the line because another one had ended at the worker. */
    public void driven(Instant now) {
        update("SET #driven = :now", Map.of("#driven", DRIVEN_AT), Map.of(":now", instant(now)));
    }

    /** The worker took what it was given when we looked for room: it may take more. */
    public void roomAgain() {
        update(
                "REMOVE #shut, #refusals",
                Map.of("#shut", SHUT_UNTIL, "#refusals", REFUSALS),
                Map.of());
    }

    private Optional<Gate> updateIf(
            String condition,
            String expression,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            var updated =
                    dynamo.updateItem(
                            update ->
                                    update.tableName(table)
                                            .key(KEY)
                                            .conditionExpression(condition)
                                            .updateExpression(expression)
                                            .expressionAttributeNames(names)
                                            .expressionAttributeValues(values)
                                            .returnValues(ReturnValue.ALL_NEW));
            return Optional.of(gate(updated.attributes()));
        } catch (ConditionalCheckFailedException otherwise) {
            return Optional.empty();
        }
    }

    /** What is written here holds whatever the gate was before. */
    private Gate update(
            String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        var updated =
                dynamo.updateItem(
                        update ->
                                update.tableName(table)
                                        .key(KEY)
                                        .updateExpression(expression)
                                        .expressionAttributeNames(names)
                                        .expressionAttributeValues(values.isEmpty() ? null : values)
                                        .returnValues(ReturnValue.ALL_NEW));
        return gate(updated.attributes());
    }

    private static Gate gate(Map<String, AttributeValue> item) {
        return new Gate(
                Optional.ofNullable(item.get(SHUT_UNTIL)).map(Attributes::instant),
                (int) number(item, REFUSALS),
                Optional.ofNullable(item.get(DOWN_SINCE)).map(Attributes::instant),
                (int) number(item, FAULTS),
                item.containsKey(LINE),
                number(item, JOINED),
                number(item, TURN),
                Optional.ofNullable(item.get(DRIVEN_AT)).map(Attributes::instant),
                Optional.ofNullable(item.get(POLL_AT)).map(Attributes::instant));
    }
}
