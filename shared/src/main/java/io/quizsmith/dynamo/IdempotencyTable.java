package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The idempotency keys that users sent, each with the task that it led to. A key is claimed with
 * the task's id before the task is stored; a request that dies in between leaves the claim to the
 * next one with the same key, which goes on with the same id.
 */
public final class IdempotencyTable {

    private static final Duration LIFE = Duration.ofHours(24);

    /** Longer than a submit can run. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final String FINGERPRINT = "fingerprint";
    private static final String DONE = "done";
    private static final String CLAIMED_UNTIL = "claimed_until";

    private final DynamoDbClient dynamo;
    private final String table;

    public IdempotencyTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A key as a user sent it with a request.
     *
     * @param digest of the key
     * @param fingerprint of the body
     */
    public record Key(UserId user, String digest, String fingerprint) {}

    /** What claiming a key came to. */
    public sealed interface Claim {
        /** Go on, with this id. */
        record Ours(TaskId task) implements Claim {}

        /** A request that died had it: its task is there, or is to be made with this id. */
        record LeftBehind(TaskId task) implements Claim {}

        /** The same request led to this task before. */
        record Replay(TaskId task) implements Claim {}

        record AnotherBody() implements Claim {}

        record StillRunning() implements Claim {}
    }

    /** Claims the key for a request that would make the task {@code fresh}. */
    public Claim claim(Key key, TaskId fresh, Instant now) {
        try {
            put(key, fresh, now);
            return new Claim.Ours(fresh);
        } catch (ConditionalCheckFailedException known) {
            var item = known.item();
            if (!text(item, FINGERPRINT).equals(key.fingerprint())) {
                return new Claim.AnotherBody();
            }
            var task = new TaskId(text(item, TaskItem.TASK_ID));
            if (item.containsKey(DONE)) {
                return new Claim.Replay(task);
            }
            return number(item, CLAIMED_UNTIL) > now.toEpochMilli()
                    ? new Claim.StillRunning()
                    : takeOver(key, task, number(item, CLAIMED_UNTIL), now);
        }
    }

    /** The key stands for another task now, which is not stored yet. */
    public void name(Key key, TaskId task) {
        set(key, TaskItem.TASK_ID, text(task.value()));
    }

    /** The task is stored: from now on the key answers with it. */
    public void done(Key key) {
        set(key, DONE, AttributeValue.fromBool(true));
    }

    /** The request came to nothing: the key may be used anew, with another body too. */
    public void letGo(Key key, Instant now) {
        set(key, Attributes.EXPIRES_AT, number(now.getEpochSecond()));
    }

    private void set(Key key, String attribute, AttributeValue value) {
        dynamo.updateItem(
                update ->
                        update.tableName(table)
                                .key(key(key))
                                .updateExpression("SET #attribute = :value")
                                .conditionExpression("attribute_exists(#task)")
                                .expressionAttributeNames(
                                        Map.of("#attribute", attribute, "#task", TaskItem.TASK_ID))
                                .expressionAttributeValues(Map.of(":value", value)));
    }

    private void put(Key key, TaskId task, Instant now) {
        var item = new HashMap<>(key(key));
        item.put(FINGERPRINT, text(key.fingerprint()));
        item.put(TaskItem.TASK_ID, text(task.value()));
        item.put(CLAIMED_UNTIL, instant(now.plus(CLAIM)));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(now, LIFE));
        dynamo.putItem(
                put ->
                        put.tableName(table)
                                .item(item)
                                .conditionExpression(
                                        "attribute_not_exists(#pk) OR #expires <= :now")
                                .expressionAttributeNames(
                                        Map.of(
                                                "#pk", Attributes.PK,
                                                "#expires", Attributes.EXPIRES_AT))
                                .expressionAttributeValues(
                                        Map.of(":now", number(now.getEpochSecond())))
                                .returnValuesOnConditionCheckFailure(
                                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    private Claim takeOver(Key key, TaskId task, long claimedUntil, Instant now) {
        try {
            dynamo.updateItem(
                    update ->
                            update.tableName(table)
                                    .key(key(key))
                                    .updateExpression("SET #until = :until")
                                    .conditionExpression(
                                            "#until = :before AND attribute_not_exists(#done)")
                                    .expressionAttributeNames(
                                            Map.of("#until", CLAIMED_UNTIL, "#done", DONE))
                                    .expressionAttributeValues(
                                            Map.of(
                                                    ":until", instant(now.plus(CLAIM)),
                                                    ":before", number(claimedUntil))));
            return new Claim.LeftBehind(task);
        } catch (ConditionalCheckFailedException overtaken) {
            return new Claim.StillRunning();
        }
    }

    private static Map<String, AttributeValue> key(Key key) {
        return Attributes.key(TaskItem.userKey(key.user()), "KEY#" + key.digest());
    }
}
