package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds users: by id, or by how their username or their e-mail address begins, in capitals or not.
 * Copies of the profiles lie together, sorted by the one and by the other, so that a page is a
 * query or two. A profile that was stored before there were such copies is found by its id and by
 * its exact username; its next change makes them.
 */
public final class UserSearch {

    static final String USERS = "USERS";

    private static final String NAME = "NAME#";
    private static final String EMAIL = "EMAIL#";

    /** Of a longer one, the beginning is what it is sorted by: a key has 1,024 bytes at most. */
    private static final int SORTED_BY = 100;

    private static final int MOST_OF_KEY = 2 * SORTED_BY + 30;

    /** How often a page looks for more in place of what it has shown already. */
    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final UserTable users;

    public UserSearch(DynamoDbClient dynamo, String table, UserTable users) {
        this.dynamo = dynamo;
        this.table = table;
        this.users = users;
    }

    /** One page. Where {@code next} is there, more may follow. */
    public record Page(List<User> users, Optional<String> next) {}

    /** The keys of the copies by which a user is found. */
    static List<Map<String, AttributeValue>> keys(User user) {
        var keys = new ArrayList<Map<String, AttributeValue>>();
        keys.add(key(NAME, user.username(), user.id()));
        if (!user.email().isEmpty()) {
            keys.add(key(EMAIL, user.email(), user.id()));
        }
        return keys;
    }

    private static Map<String, AttributeValue> key(String by, String value, UserId id) {
        return Attributes.key(USERS, by + beginning(lower(value)) + "#" + id);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String beginning(String lower) {
        int length = lower.codePointCount(0, lower.length());
        return lower.substring(0, lower.offsetByCodePoints(0, Math.min(length, SORTED_BY)));
    }

    /** Whether a page of those whom {@code text} fits may begin after {@code place}. */
    public static boolean isPlace(String place, String text) {
        return Stream.of(NAME, EMAIL)
                .anyMatch(by -> place.equals(by) || isKey(place, by + beginning(lower(text))));
    }

    private static boolean isKey(String place, String prefix) {
        return place.startsWith(prefix) && place.length() <= MOST_OF_KEY;
    }

    /**
     * Those whom the text fits, all where it is empty: first who has it as id or as username, then
     * by username, then by e-mail address.
     *
     * @param after where the page before ended
     */
    public Page find(String text, int limit, Optional<String> after) {
        if (limit == 0) {
            return new Page(List.of(), Optional.empty());
        }
        var found = new LinkedHashMap<UserId, User>();
        if (after.isEmpty()) {
            exact(text, found);
        }
        var place = after.orElse(NAME);
        for (int reads = 0; reads < MOST_READS; reads++) {
            String by = place.startsWith(NAME) ? NAME : EMAIL;
            var read = read(by, text, place, limit - found.size());
            read.items().stream()
                    .map(UserTable::toUser)
                    .filter(user -> fits(by, text, user))
                    .filter(user -> !isShownBefore(by, text, user))
                    .forEach(user -> found.put(user.id(), user));
            boolean byEmailToo = by.equals(NAME) && !text.isEmpty();
            if (read.next().isEmpty() && !byEmailToo) {
                return new Page(List.copyOf(found.values()), Optional.empty());
            }
            place = read.next().orElse(EMAIL);
            if (found.size() >= limit) {
                break;
            }
        }
        return new Page(List.copyOf(found.values()), Optional.of(place));
    }

    private void exact(String text, Map<UserId, User> found) {
        if (text.matches("[1-9][0-9]{0,17}")) {
            users.find(new UserRef.ById(new UserId(Long.parseLong(text))))
                    .ifPresent(user -> found.put(user.id(), user));
        }
        if (!text.isEmpty() && text.codePointCount(0, text.length()) <= UserRef.MAX_USERNAME) {
            users.find(new UserRef.ByUsername(text)).ifPresent(user -> found.put(user.id(), user));
        }
    }

    /** Keys are sorted by a beginning only. */
    private static boolean fits(String by, String text, User user) {
        String value = by.equals(NAME) ? user.username() : user.email();
        return lower(value).startsWith(lower(text));
    }

    private static boolean isShownBefore(String by, String text, User user) {
        return !text.isEmpty()
                && (user.id().toString().equals(text)
                        || user.username().equals(text)
                        || (by.equals(EMAIL) && fits(NAME, text, user)));
    }

    private record Read(List<Map<String, AttributeValue>> items, Optional<String> next) {}

    private Read read(String by, String text, String after, int most) {
        if (most <= 0) {
            return new Read(List.of(), Optional.of(after));
        }
        var answer =
                dynamo.query(
                        query -> {
                            query.tableName(table)
                                    .keyConditionExpression(
                                            "#pk = :users AND begins_with(#sk, :prefix)")
                                    .expressionAttributeNames(
                                            Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                                    .expressionAttributeValues(
                                            Map.of(
                                                    ":users",
                                                    text(USERS),
                                                    ":prefix",
                                                    text(by + beginning(lower(text)))))
                                    .limit(most);
                            if (!after.equals(by)) {
                                query.exclusiveStartKey(Attributes.key(USERS, after));
                            }
                        });
        boolean isOver = !answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty();
        return new Read(
                answer.items(),
                isOver
                        ? Optional.empty()
                        : Optional.of(text(answer.lastEvaluatedKey(), Attributes.SK)));
    }
}
