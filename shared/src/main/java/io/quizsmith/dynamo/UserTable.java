package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Users in the table. A profile is kept by id and by username, so that either finds it in one read,
 * and once more where a search for its username or its e-mail address finds it; all are written in
 * one transaction. A counter gives the next free id.
 */
public final class UserTable {

    static final String ID = "user_id";
    private static final String USERNAME = "username";
    private static final String EMAIL = "email";
    private static final String WEAK_SKILLS = "weak_skills";
    private static final String LAST_ID = "last_id";
    private static final int MOST_TRIES = 40;

    /** A larger id, given by hand, would leave too few above it. */
    private static final long MOST_COUNTED = 1_000_000_000_000_000L;

    private static final Map<String, AttributeValue> COUNTER =
            Attributes.key(UserSearch.USERS, "COUNTER");

    private final DynamoDbClient dynamo;
    private final String table;
    private final UnaryOperator<Map<String, AttributeValue>> read;

    public UserTable(DynamoDbClient dynamo, String table) {
        this(dynamo, table, key -> Attributes.read(dynamo, table, key));
    }

    /** One that keeps the forecasts up to date when it finds a user. */
    public UserTable(DynamoDbClient dynamo, String table, Forecasts forecasts) {
        this(dynamo, table, forecasts::read);
    }

    private UserTable(
            DynamoDbClient dynamo, String table, UnaryOperator<Map<String, AttributeValue>> read) {
        this.dynamo = dynamo;
        this.table = table;
        this.read = read;
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
        var item = read.apply(key);
        return item.isEmpty() ? Optional.empty() : Optional.of(toUser(item));
    }

    /**
     * The user of that name, made where there is none. Of two first requests at once, one makes the
     * user and both get it.
     */
    public User findOrMake(String username, String email, String firstName) {
        var ref = new UserRef.ByUsername(username);
        Optional<User> user = find(ref);
        for (int tries = 0; user.isEmpty(); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("no free user id was found");
            }
            var id = nextId(1L << Math.max(0, tries - 1));
            var fresh =
                    new User(id, username, email, firstName, "", "", "", "", OptionalInt.empty());
            user = make(fresh) ? Optional.of(fresh) : find(ref);
        }
        return user.get();
    }

    /** An id that was never given out; in longer and longer steps over those that are taken. */
    private UserId nextId(long step) {
        var counted =
                dynamo.updateItem(
                        update ->
                                update.tableName(table)
                                        .key(COUNTER)
                                        .updateExpression("ADD #last :step")
                                        .expressionAttributeNames(Map.of("#last", LAST_ID))
                                        .expressionAttributeValues(Map.of(":step", number(step)))
                                        .returnValues(ReturnValue.UPDATED_NEW));
        return new UserId(number(counted.attributes(), LAST_ID));
    }

    /** False where the id or the name is taken by now. */
    private boolean make(User user) {
        try {
            var writes = new ArrayList<TransactWriteItem>();
            writes.add(putById(user, Optional.empty()));
            writes.add(putByUsername(user));
            UserSearch.keys(user).forEach(key -> writes.add(putOwn(key, user)));
            dynamo.transactWriteItems(write -> write.transactItems(writes));
            return true;
        } catch (TransactionCanceledException cancelled) {
            refuseUnexpected(cancelled);
            return false;
        }
    }

    /** Ids that are given out by hand are not given out again. */
    private void countUpTo(UserId id) {
        if (id.value() > MOST_COUNTED) {
            return;
        }
        try {
            dynamo.updateItem(
                    update ->
                            update.tableName(table)
                                    .key(COUNTER)
                                    .updateExpression("SET #last = :id")
                                    .conditionExpression(
                                            "attribute_not_exists(#last) OR #last < :id")
                                    .expressionAttributeNames(Map.of("#last", LAST_ID))
                                    .expressionAttributeValues(Map.of(":id", number(id.value()))));
        } catch (ConditionalCheckFailedException isCounted) {
            // the usual case
        }
    }

    /** Stores a profile; what the user's answers say stays as it is. */
    public Put put(User profile) {
        Optional<User> before = find(new UserRef.ById(profile.id()));
        User user = before.map(old -> profile.withWeakSkills(old.weakSkills())).orElse(profile);
        if (before.isEmpty()) {
            countUpTo(user.id());
        }
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(putById(user, before));
        writes.add(putByUsername(user));
        before.map(User::username)
                .filter(old -> !old.equals(user.username()))
                .ifPresent(old -> writes.add(deleteOwn(key(old), user.id())));
        var keys = UserSearch.keys(user);
        keys.forEach(key -> writes.add(putOwn(key, user)));
        before.map(UserSearch::keys).orElse(List.of()).stream()
                .filter(old -> !keys.contains(old)) // no item may be written twice
                .forEach(old -> writes.add(deleteOwn(old, user.id())));
        try {
            dynamo.transactWriteItems(write -> write.transactItems(writes));
            return before.isPresent() ? new Put.Replaced() : new Put.Created();
        } catch (TransactionCanceledException cancelled) {
            return taken(cancelled) ? new Put.UsernameTaken() : new Put.Conflict();
        }
    }

    private static boolean taken(TransactionCanceledException cancelled) {
        refuseUnexpected(cancelled);
        return "ConditionalCheckFailed".equals(cancelled.cancellationReasons().get(1).code());
    }

    private static void refuseUnexpected(TransactionCanceledException cancelled) {
        var reasons = cancelled.cancellationReasons();
        if (reasons.stream()
                .noneMatch(
                        reason ->
                                List.of("ConditionalCheckFailed", "TransactionConflict")
                                        .contains(reason.code()))) {
            throw cancelled;
        }
    }

    private TransactWriteItem putById(User user, Optional<User> before) {
        return TransactWriteItem.builder()
                .put(
                        put -> {
                            put.tableName(table).item(item(key(user.id()), user));
                            before.ifPresentOrElse(
                                    old ->
                                            put.conditionExpression(
                                                            "#username = :username AND "
                                                                    + unchangedEmail(old))
                                                    .expressionAttributeNames(
                                                            Map.of(
                                                                    "#username", USERNAME,
                                                                    "#email", EMAIL))
                                                    .expressionAttributeValues(
                                                            Map.of(
                                                                    ":username",
                                                                    text(old.username()),
                                                                    ":email",
                                                                    text(old.email()))),
                                    () ->
                                            put.conditionExpression("attribute_not_exists(#id)")
                                                    .expressionAttributeNames(Map.of("#id", ID)));
                        })
                .build();
    }

    private static String unchangedEmail(User old) {
        return old.email().isEmpty()
                ? "(attribute_not_exists(#email) OR #email = :email)"
                : "#email = :email";
    }

    private TransactWriteItem putByUsername(User user) {
        return putOwn(key(user.username()), user);
    }

    /** Writes the profile where there is none, or the user's own. */
    private TransactWriteItem putOwn(Map<String, AttributeValue> key, User user) {
        return TransactWriteItem.builder()
                .put(
                        put ->
                                put.tableName(table)
                                        .item(item(key, user))
                                        .conditionExpression(
                                                "attribute_not_exists(#id) OR #id = :id")
                                        .expressionAttributeNames(Map.of("#id", ID))
                                        .expressionAttributeValues(
                                                Map.of(":id", number(user.id().value()))))
                .build();
    }

    /** What an earlier version stored has fewer copies: one that is not there is gone already. */
    private TransactWriteItem deleteOwn(Map<String, AttributeValue> key, UserId owner) {
        return TransactWriteItem.builder()
                .delete(
                        delete ->
                                delete.tableName(table)
                                        .key(key)
                                        .conditionExpression(
                                                "attribute_not_exists(#id) OR #id = :id")
                                        .expressionAttributeNames(Map.of("#id", ID))
                                        .expressionAttributeValues(
                                                Map.of(":id", number(owner.value()))))
                .build();
    }

    /** The writes that note what the user's answers say, where the profile is as it was read. */
    List<TransactWriteItem> weakSkills(User user, List<String> weak) {
        return List.of(
                weakSkills(key(user.id()), user, weak),
                weakSkills(key(user.username()), user, weak));
    }

    private TransactWriteItem weakSkills(
            Map<String, AttributeValue> key, User user, List<String> weak) {
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(table)
                                        .key(key)
                                        .updateExpression("SET #weak = :weak")
                                        .conditionExpression("#id = :id AND #username = :username")
                                        .expressionAttributeNames(
                                                Map.of(
                                                        "#weak", WEAK_SKILLS,
                                                        "#id", ID,
                                                        "#username", USERNAME))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":weak", texts(weak),
                                                        ":id", number(user.id().value()),
                                                        ":username", text(user.username()))))
                .build();
    }

    private static AttributeValue texts(List<String> texts) {
        return AttributeValue.fromL(texts.stream().map(Attributes::text).toList());
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
        item.put(EMAIL, text(user.email()));
        item.put("first_name", text(user.firstName()));
        item.put("declared_level", text(user.declaredLevel()));
        item.put("goals", text(user.goals()));
        item.put("profession", text(user.profession()));
        item.put("referred_frequency", text(user.referredFrequency()));
        user.motivationLevel().ifPresent(level -> item.put("motivation_level", number(level)));
        if (!user.weakSkills().isEmpty()) {
            item.put(WEAK_SKILLS, texts(user.weakSkills()));
        }
        return item;
    }

    static User toUser(Map<String, AttributeValue> item) {
        return new User(
                new UserId(number(item, ID)),
                text(item, USERNAME),
                text(item, EMAIL),
                text(item, "first_name"),
                text(item, "declared_level"),
                text(item, "goals"),
                text(item, "profession"),
                text(item, "referred_frequency"),
                item.containsKey("motivation_level")
                        ? OptionalInt.of((int) number(item, "motivation_level"))
                        : OptionalInt.empty(),
                item.containsKey(WEAK_SKILLS)
                        ? item.get(WEAK_SKILLS).l().stream().map(AttributeValue::s).toList()
                        : List.of());
    }
}
