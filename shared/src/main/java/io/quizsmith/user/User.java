package io.quizsmith.user;

import io.quizsmith.input.Fields;
import io.quizsmith.input.PlainText;
import io.quizsmith.input.Violation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who quizzes are made for. Text that is not known is {@code ""}.
 *
 * @param motivationLevel 1 to 10, where it is known
 * @param weakSkills what the user's answers say should be practised; nobody else sets them
 */
public record User(
        UserId id,
        String username,
        String email,
        String firstName,
        String declaredLevel,
        String goals,
        String profession,
        String referredFrequency,
        OptionalInt motivationLevel,
        List<String> weakSkills) {

    public User {
        weakSkills = List.copyOf(weakSkills);
    }

    /** A user who has answered nothing yet. */
    public User(
            UserId id,
            String username,
            String email,
            String firstName,
            String declaredLevel,
            String goals,
            String profession,
            String referredFrequency,
            OptionalInt motivationLevel) {
        this(
                id,
                username,
                email,
                firstName,
                declaredLevel,
                goals,
                profession,
                referredFrequency,
                motivationLevel,
                List.of());
    }

    /** The same profile, with what the answers say. */
    public User withWeakSkills(List<String> skills) {
        return new User(
                id,
                username,
                email,
                firstName,
                declaredLevel,
                goals,
                profession,
                referredFrequency,
                motivationLevel,
                skills);
    }

    /** What reading a profile from JSON comes to. */
    public sealed interface Parsed {
        record WellFormed(User user) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    /** Reads the profile of the user {@code id} from a JSON object, naming every wrong field. */
    public static Parsed parse(UserId id, Map<String, ?> json) {
        var fields = new Fields(json);
        String username = name(fields, "username", UserRef.MAX_USERNAME);
        if (username.isEmpty() && fields.accepts("username")) {
            fields.reject("username", "is required");
        }
        var user =
                new User(
                        id,
                        username,
                        name(fields, "email", 254),
                        PlainText.line(fields.text("first_name", 150)),
                        PlainText.line(fields.firstText(50, "declared_level", "created_level")),
                        PlainText.line(fields.text("goals", 50)),
                        PlainText.line(fields.text("profession", 100)),
                        PlainText.line(fields.text("referred_frequency", 50)),
                        fields.optionalInteger("motivation_level", 1, 10));
        return fields.violations().isEmpty()
                ? new Parsed.WellFormed(user)
                : new Parsed.Malformed(fields.violations());
    }

    /** A name stands for somebody: it is taken as it is, or not at all. */
    private static String name(Fields fields, String field, int maxLength) {
        String name = fields.text(field, maxLength);
        if (!PlainText.isVisibleLine(name)) {
            fields.reject(field, "must have no control or invisible characters");
        }
        return name;
    }
}
