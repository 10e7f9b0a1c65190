package io.quizsmith.dynamo;

import io.quizsmith.question.quality.Recent;
import io.quizsmith.task.TaskId;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each user was asked of late. It is read and written along with other things, without a
 * condition: of two quizzes of one user in the same instant, one is not remembered.
 */
public final class RecentTable {

    static final String SK = "RECENT";

    private static final String ASKED = "asked";

    private final DynamoDbClient dynamo;
    private final String table;

    public RecentTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Of the user whose task it is. */
    public Recent read(TaskId task) {
        return recent(
                dynamo.getItem(get -> get.tableName(table).key(key(task)).consistentRead(true))
                        .item());
    }

    static Map<String, AttributeValue> key(TaskId task) {
        return Attributes.key("USER#" + task.owner(), SK);
    }

    static Map<String, AttributeValue> item(TaskId task, Recent recent) {
        var item = new HashMap<>(key(task));
        item.put(ASKED, Attributes.bytes(recent.bytes()));
        return item;
    }

    static Recent recent(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(ASKED))
                .map(AttributeValue::b)
                .map(SdkBytes::asByteArray)
                .map(Recent::of)
                .orElse(Recent.NONE);
    }
}
