package io.quizsmith.caller;

import io.quizsmith.dynamo.UserTable;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The users that callers are. One who was never seen is made from the claims. Ids are remembered
 * for a few minutes, so that a client who asks again and again costs one read.
 */
public final class CallerUsers {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final UserTable users;
    private final InstantSource clock;
    private final Map<String, Remembered> remembered = new Recent();

    public CallerUsers(UserTable users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    private record Remembered(UserId id, Instant until) {}

    /** The caller's id. The caller must be a user. */
    public UserId id(Caller caller) {
        Instant now = clock.instant();
        return known(caller.username(), now).orElseGet(() -> user(caller).id());
    }

    /**
     * The task's id, where the caller may see such a task; empty where it names somebody else's.
     * The name alone decides: whether there is such a task makes no difference, not even in time.
     */
    public Optional<TaskId> seeing(Caller caller, TaskId id) {
        return caller.isOperator() || id.isOf(id(caller)) ? Optional.of(id) : Optional.empty();
    }

    /** The caller's profile as it is now. The caller must be a user. */
    public User user(Caller caller) {
        if (!caller.isUser()) {
            throw new IllegalArgumentException("the caller is no user");
        }
        var user = users.findOrMake(caller.username(), caller.email(), caller.firstName());
        synchronized (remembered) {
            var until = clock.instant().plus(LIFE);
            remembered.put(caller.username(), new Remembered(user.id(), until));
        }
        return user;
    }

    private Optional<UserId> known(String username, Instant now) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(username))
                    .filter(each -> now.isBefore(each.until()))
                    .map(Remembered::id);
        }
    }

    /** Forgets whoever has not asked for longest. */
    private static final class Recent extends LinkedHashMap<String, Remembered> {

        private static final long serialVersionUID = 1;

        private Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST;
        }
    }
}
