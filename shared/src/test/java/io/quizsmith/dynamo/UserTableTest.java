package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.dynamo.UserTable.Put;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class UserTableTest {

    private static UserTable users;
    private static Stack stack;

    @BeforeAll
    static void makeTable() {
        stack = TestCloud.newStack();
        users = new UserTable(stack.cloud().dynamo(), stack.ref("Table"));
    }

    @Test
    void aUserIsFoundByIdAndByUsername() {
        User user = user(1, "ada");

        assertThat(users.put(user)).isEqualTo(new Put.Created());
        assertThat(users.put(user)).isEqualTo(new Put.Replaced());
        assertThat(users.find(new UserRef.ById(user.id()))).contains(user);
        assertThat(users.find(new UserRef.ByUsername("ada"))).contains(user);
    }

    @Test
    void aUsernameBelongsToOneUser() {
        users.put(user(2, "grace"));

        assertThat(users.put(user(3, "grace"))).isEqualTo(new Put.UsernameTaken());
        assertThat(users.find(new UserRef.ById(new UserId(3)))).isEmpty();
    }

    @Test
    void aNewUsernameSetsTheOldOneFree() {
        users.put(user(4, "before"));
        users.put(user(4, "after"));

        assertThat(users.find(new UserRef.ByUsername("before"))).isEmpty();
        assertThat(users.put(user(5, "before"))).isEqualTo(new Put.Created());
    }

    @Test
    void aUserWhoIsNotThereIsMadeOnceWithTheNextFreeId() {
        users.put(user(20, "by hand"));

        User made = users.findOrMake("at first sight", "ada@example.com", "Ada");

        assertThat(made.id().value()).isGreaterThan(20);
        assertThat(made.email()).isEqualTo("ada@example.com");
        assertThat(users.findOrMake("at first sight", "", "")).isEqualTo(made);
        assertThat(users.find(new UserRef.ById(made.id()))).contains(made);
        assertThat(users.findOrMake("the next one", "", "").id().value())
                .isGreaterThan(made.id().value());
    }

    @Test
    void idsThatWereGivenBeforeTheCounterKnewOfThemAreSteppedOver() {
        long next = users.findOrMake("before the gap", "", "").id().value() + 1;
        users.put(user(next + 1_000_000_000_000_000L, "far above"));
        for (long id = next; id < next + 10; id++) {
            uncounted(id);
        }

        assertThat(users.findOrMake("after the gap", "", "").id().value())
                .isBetween(next + 10, next + 40);
    }

    @Test
    void aUserThatAnEarlierVersionStoredIsFoundByItsIdAndFromItsNextChangeOnByASearch() {
        var search = new UserSearch(stack.cloud().dynamo(), stack.ref("Table"), users);
        uncounted(7000);

        assertThat(search.find("7000", 10, Optional.empty()).users()).hasSize(1);
        assertThat(users.put(user(7000, "ancient"))).isEqualTo(new Put.Replaced());
        assertThat(search.find("ANC", 10, Optional.empty()).users())
                .containsExactly(user(7000, "ancient"));
    }

    @Test
    void ofTwoChangesAtOnceNoneLeavesAnAddressBehindThatFindsNobody() throws Exception {
        var search = new UserSearch(stack.cloud().dynamo(), stack.ref("Table"), users);
        users.put(withEmail("0@race.example"));
        var changes = new ArrayList<Callable<Put>>();
        for (int i = 1; i <= 20; i++) {
            var changed = withEmail(i + "@race.example");
            changes.add(() -> users.put(changed));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var change : threads.invokeAll(changes)) {
                assertThat(change.get()).isInstanceOfAny(Put.Replaced.class, Put.Conflict.class);
            }
        }

        var now = users.find(new UserRef.ById(new UserId(8000))).orElseThrow();
        for (int i = 0; i <= 20; i++) {
            String email = i + "@race.example";
            assertThat(search.find(email, 10, Optional.empty()).users())
                    .as(email)
                    .isEqualTo(email.equals(now.email()) ? List.of(now) : List.of());
        }
    }

    private static User withEmail(String email) {
        return new User(new UserId(8000), "racer", email, "", "", "", "", "", OptionalInt.empty());
    }

    /** A user as an earlier version stored one, without counting. */
    private static void uncounted(long id) {
        stack.cloud()
                .dynamo()
                .putItem(
                        put ->
                                put.tableName(stack.ref("Table"))
                                        .item(
                                                Map.of(
                                                        "pk", AttributeValue.fromS("USER#" + id),
                                                        "sk", AttributeValue.fromS("PROFILE"),
                                                        "user_id", AttributeValue.fromN("" + id),
                                                        "username", AttributeValue.fromS("x"))));
    }

    private static User user(long id, String username) {
        return new User(
                new UserId(id), username, "", "", "Advanced", "", "", "", OptionalInt.of(9));
    }
}
