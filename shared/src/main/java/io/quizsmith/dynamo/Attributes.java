package io.quizsmith.dynamo;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Values of attributes, there and back. */
final class Attributes {

    static final String PK = "pk";
    static final String SK = "sk";
    static final String EXPIRES_AT = "expires_at";

    private static final int MOST_TRIES = 8;

    private Attributes() {}

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of(PK, text(pk), SK, text(sk));
    }

    /** The item as it is now, empty where there is none. */
    static Map<String, AttributeValue> read(
            DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
        return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue bytes(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value));
    }

    /** Milliseconds since the epoch. */
    static AttributeValue instant(Instant value) {
        return number(value.toEpochMilli());
    }

    /** Seconds since the epoch, as time to live wants it. */
    static AttributeValue expiry(Instant now, Duration life) {
        return number(now.plus(life).getEpochSecond());
    }

    /**
     * Before a batch is tried again for what the service left out because it was short of capacity.
     *
     * @param tries so far
     * @throws IllegalStateException after several tries
     */
    static void pauseBeforeTry(int tries) {
        if (tries == MOST_TRIES) {
            throw new IllegalStateException("the table is short of capacity: try again later");
        }
        if (tries > 0) {
            LockSupport.parkNanos(Duration.ofMillis(25L << tries).toNanos());
        }
    }

    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s();
    }

    static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    static Instant instant(AttributeValue value) {
        return Instant.ofEpochMilli(Long.parseLong(value.n()));
    }
}
