package io.quizsmith.local;

import io.quizsmith.user.User;
import io.quizsmith.user.UserId;

import java.util.List;
import java.util.OptionalInt;

/** The five users of a local run. */
public final class SampleUsers {

    private SampleUsers() {}

    public static List<User> all() {
        return List.of(
                user(1, "Advanced", "study_abroad", "engineer", "daily", OptionalInt.of(9)),
                user(2, "", "", "", "", OptionalInt.empty()),
                user(3, "Beginner", "exam", "student", "weekly", OptionalInt.of(3)),
                user(4, "Elementary", "communication", "teacher", "monthly", OptionalInt.of(5)),
                user(5, "", "", "", "", OptionalInt.empty()));
    }

    private static User user(
            long id,
            String level,
            String goals,
            String profession,
            String frequency,
            OptionalInt motivation) {
        return new User(
                new UserId(id),
                "learner" + id,
                "",
                "",
                level,
                goals,
                profession,
                frequency,
                motivation);
    }
}
