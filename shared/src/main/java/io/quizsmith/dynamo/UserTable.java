package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users in the table. A profile is kept twice, by id and by username, so that either finds it in
 * one read; both are written in one transaction.
 */
public final class UserTable {

    private static final String ID = "user_id";
    private static final String USERNAME = "username";

    private final DynamoDbClient dynamo;
    private final String table;

    public UserTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What storing a profile came to. */
    public sealed interface Put {
        record Created() implements Put {}

        record Replaced() implements Put {}

        record UsernameTaken() implements Put {}

        /** Somebody else wrote the same user at the same time. */
        record Conflict() implements Put {}
    }

    public Optional<User> find(UserRef ref) {
        var key =
                switch (ref) {
                    case UserRef.ById byId -> key(byId.id());
                    case UserRef.ByUsername byUsername -> key(byUsername.username());
                };
        var item = dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(toUser(item));
    }

    public Put put(User user) {
        Optional<User> before = find(new UserRef.ById(user.id()));
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(putById(user, before));
        writes.add(putByUsername(user));
        before.map(User::username)
                .filter(old -> !old.equals(user.username()))
                .ifPresent(old -> writes.add(deleteUsername(old, user.id())));
        try {
            dynamo.transactWriteItems(write -> write.transactItems(writes));
            return before.isPresent() ? new Put.Replaced() : new Put.Created();
        } catch (TransactionCanceledException cancelled) {
            return taken(cancelled) ? new Put.UsernameTaken() : new Put.Conflict();
        }
    }

    private static boolean taken(TransactionCanceledException cancelled) {
        var reasons = cancelled.cancellationReasons();
        if (reasons.stream()
                .noneMatch(
                        reason ->
                                List.of("ConditionalCheckFailed", "TransactionConflict")
                                        .contains(reason.code()))) {
            throw cancelled;
        }
        return "ConditionalCheckFailed".equals(reasons.get(1).code());
    }

    private TransactWriteItem putById(User user, Optional<User> before) {
        var condition =
                before.isPresent() ? "#username = :before" : "attribute_not_exists(#username)";
        return TransactWriteItem.builder()
                .put(
                        put -> {
                            put.tableName(table)
                                    .item(item(key(user.id()), user))
                                    .conditionExpression(condition)
                                    .expressionAttributeNames(Map.of("#username", USERNAME));
                            before.ifPresent(
                                    old ->
                                            put.expressionAttributeValues(
                                                    Map.of(":before", text(old.username()))));
                        })
                .build();
    }

    private TransactWriteItem putByUsername(User user) {
        return TransactWriteItem.builder()
                .put(
                        put ->
                                put.tableName(table)
                                        .item(item(key(user.username()), user))
                                        .conditionExpression(
                                                "attribute_not_exists(#id) OR #id = :id")
                                        .expressionAttributeNames(Map.of("#id", ID))
                                        .expressionAttributeValues(
                                                Map.of(":id", number(user.id().value()))))
                .build();
    }

    private TransactWriteItem deleteUsername(String username, UserId owner) {
        return TransactWriteItem.builder()
                .delete(
                        delete ->
                                delete.tableName(table)
                                        .key(key(username))
                                        .conditionExpression("#id = :id")
                                        .expressionAttributeNames(Map.of("#id", ID))
                                        .expressionAttributeValues(
                                                Map.of(":id", number(owner.value()))))
                .build();
    }

    private static Map<String, AttributeValue> key(UserId id) {
        return Attributes.key(TaskItem.userKey(id), "PROFILE");
    }

    private static Map<String, AttributeValue> key(String username) {
        return Attributes.key("USERNAME#" + username, "PROFILE");
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, User user) {
        var item = new HashMap<>(key);
        item.put(ID, number(user.id().value()));
        item.put(USERNAME, text(user.username()));
        item.put("email", text(user.email()));
        item.put("first_name", text(user.firstName()));
        item.put("declared_level", text(user.declaredLevel()));
        item.put("goals", text(user.goals()));
        item.put("profession", text(user.profession()));
        item.put("referred_frequency", text(user.referredFrequency()));
        user.motivationLevel().ifPresent(level -> item.put("motivation_level", number(level)));
        return item;
    }

    private static User toUser(Map<String, AttributeValue> item) {
        return new User(
                new UserId(number(item, ID)),
                text(item, USERNAME),
                text(item, "email"),
                text(item, "first_name"),
                text(item, "declared_level"),
                text(item, "goals"),
                text(item, "profession"),
                text(item, "referred_frequency"),
                item.containsKey("motivation_level")
                        ? OptionalInt.of((int) number(item, "motivation_level"))
                        : OptionalInt.empty());
    }
}
