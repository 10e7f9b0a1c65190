package io.quizsmith.user;

/** How a request names a user: by integer id, or by username ({@code "1"} is a username). */
public sealed interface UserRef {

    /** The longest username, in characters. */
    int MAX_USERNAME = 150;

    record ById(UserId id) implements UserRef {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    record ByUsername(String username) implements UserRef {
        @Override
        public String toString() {
            return username;
        }
    }

    /** Whether this names the given user. */
    default boolean names(UserId id, String username) {
        return switch (this) {
            case ById byId -> byId.id().equals(id);
            case ByUsername byUsername -> byUsername.username().equals(username);
        };
    }
}
