package io.quizsmith.dynamo;

import io.quizsmith.json.Digest;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The signed callbacks that were taken in lately, each sending by itself: none comes in twice. */
public final class WebhookTable {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration life;

    /**
     * The table.
     *
     * @param life after which a sending is refused for its age alone
     */
    public WebhookTable(DynamoDbClient dynamo, String table, Duration life) {
        this.dynamo = dynamo;
        this.table = table;
        this.life = life;
    }

    /** Whether this sending of the callback was taken in before. */
    public boolean knows(String id, String timestamp) {
        return dynamo.getItem(
                        get ->
                                get.tableName(table)
                                        .key(Attributes.key(pk(id), timestamp))
                                        .consistentRead(true))
                .hasItem();
    }

    /** Once it has been taken in: a crash before leaves the worker free to send it again. */
    public void remember(String id, String timestamp, Instant now) {
        var item = new HashMap<>(Attributes.key(pk(id), timestamp));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(now, life));
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(item)
                                    .conditionExpression("attribute_not_exists(#pk)")
                                    .expressionAttributeNames(Map.of("#pk", Attributes.PK)));
        } catch (ConditionalCheckFailedException atTheSameTime) {
            return; // both were taken in, as one
        }
    }

    private static String pk(String id) {
        return "WEBHOOK#" + Digest.of(id);
    }
}
