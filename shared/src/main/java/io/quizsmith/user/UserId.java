package io.quizsmith.user;

/** A user's integer id, from 1 up. */
public record UserId(long value) {

    public UserId {
        if (value < 1) {
            throw new IllegalArgumentException("a user id is 1 or more");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
