package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The tasks that wait for a busy worker, in the order of their turns. A user's first waiting task
 * gets the turn that is being served, each further one the turn after the one before: users take
 * turns, and within a user the oldest goes first (start-time fair queueing, Goyal and others 1996).
 *
 * <p>An entry goes in before the task says that it waits, and out after the task says that it does
 * not: an entry too many is harmless, and none is ever missing.
 */
public final class WaitingLine {

    private static final String LINE = "LINE";
    private static final String LAST_TURN = "last_turn";
    private static final String JOINED_AT = "joined_at";

    /** Longer than any task waits. */
    private static final Duration LIFE = Task.LONGEST_WAIT.multipliedBy(7);

    private final DynamoDbClient dynamo;
    private final String table;

    public WaitingLine(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** A task's place in the line. */
    public record Entry(TaskId task, long turn, Instant joinedAt, String key) {}

    /**
     * Puts the task in the line.
     *
     * @param serving the turn of the task last taken out
     */
    public Entry join(Task task, long serving, Instant now) {
        return stand(task, nextTurn(task.user(), serving, now), now);
    }

    /**
     * Puts the task where it stands by its turn; where it is there already, it has been since then.
     */
    public Entry stand(Task task, long turn, Instant now) {
        var standing =
                dynamo.updateItem(
                        update ->
                                update.tableName(table)
                                        .key(Attributes.key(LINE, key(turn, task)))
                                        .updateExpression(
                                                "SET #task = :task, #expires = :expires,"
                                                        + " #joined = if_not_exists(#joined, :now)")
                                        .expressionAttributeNames(
                                                Map.of(
                                                        "#task", TaskItem.TASK_ID,
                                                        "#expires", Attributes.EXPIRES_AT,
                                                        "#joined", JOINED_AT))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":task", text(task.id().value()),
                                                        ":expires", Attributes.expiry(now, LIFE),
                                                        ":now", instant(now)))
                                        .returnValues(ReturnValue.ALL_NEW));
        return entry(standing.attributes());
    }

    /** The first in the line, at most {@code limit}, those who come next first. */
    public List<Entry> first(int limit) {
        return dynamo
                .query(
                        query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression("#pk = :line")
                                        .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                                        .expressionAttributeValues(Map.of(":line", text(LINE)))
                                        .limit(limit))
                .items()
                .stream()
                .map(WaitingLine::entry)
                .toList();
    }

    /** How many stand in it; of more than several thousand only the first are counted. */
    public int length() {
        return dynamo.query(
                        query ->
                                query.tableName(table)
                                        .select(Select.COUNT)
                                        .keyConditionExpression("#pk = :line")
                                        .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                                        .expressionAttributeValues(Map.of(":line", text(LINE))))
                .count();
    }

    /** The first who have stood in the line since {@code joinedBefore} or longer. */
    public List<Entry> waitingSince(Instant joinedBefore) {
        return dynamo
                .query(
                        query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression("#pk = :line")
                                        .filterExpression("#joined <= :before")
                                        .expressionAttributeNames(
                                                Map.of("#pk", Attributes.PK, "#joined", JOINED_AT))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":line", text(LINE),
                                                        ":before", instant(joinedBefore))))
                .items()
                .stream()
                .map(WaitingLine::entry)
                .toList();
    }

    public void leave(Entry entry) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(Attributes.key(LINE, entry.key())));
    }

    private long nextTurn(UserId user, long serving, Instant now) {
        var serves = Map.of(":serving", number(serving), ":expires", Attributes.expiry(now, LIFE));
        var first = new HashMap<>(serves);
        first.put(":first", number(serving + 1));
        var further = new HashMap<>(serves);
        further.put(":one", number(1));
        while (true) {
            OptionalLong turn = lastTurn(user, "#last + :one", "#last >= :serving", further);
            if (turn.isEmpty()) {
                turn =
                        lastTurn(
                                user,
                                ":first",
                                "attribute_not_exists(#last) OR #last < :serving",
                                first);
            }
            if (turn.isPresent()) {
                return turn.getAsLong();
            }
            // another of the user's tasks has become the first meanwhile
        }
    }

    private OptionalLong lastTurn(
            UserId user, String turn, String condition, Map<String, AttributeValue> values) {
        try {
            var updated =
                    dynamo.updateItem(
                            update ->
                                    update.tableName(table)
                                            .key(Attributes.key(TaskItem.userKey(user), "TURN"))
                                            .updateExpression(
                                                    "SET #last = " + turn + ", #expires = :expires")
                                            .conditionExpression(condition)
                                            .expressionAttributeNames(
                                                    Map.of(
                                                            "#last",
                                                            LAST_TURN,
                                                            "#expires",
                                                            Attributes.EXPIRES_AT))
                                            .expressionAttributeValues(values)
                                            .returnValues(ReturnValue.UPDATED_NEW));
            return OptionalLong.of(number(updated.attributes(), LAST_TURN));
        } catch (ConditionalCheckFailedException otherwise) {
            return OptionalLong.empty();
        }
    }

    private static String key(long turn, Task task) {
        return "%015d#%s".formatted(turn, TaskItem.createdKey(task.createdAt(), task.id().value()));
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        String key = text(item, Attributes.SK);
        return new Entry(
                new TaskId(text(item, TaskItem.TASK_ID)),
                Long.parseLong(key.substring(0, key.indexOf('#'))),
                instant(item.get(JOINED_AT)),
                key);
    }
}
