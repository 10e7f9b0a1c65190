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

import java.util.OptionalInt;

class UserTableTest {

    private static UserTable users;

    @BeforeAll
    static void makeTable() {
        Stack stack = TestCloud.newStack();
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

    private static User user(long id, String username) {
        return new User(
                new UserId(id), username, "", "", "Advanced", "", "", "", OptionalInt.of(9));
    }
}
