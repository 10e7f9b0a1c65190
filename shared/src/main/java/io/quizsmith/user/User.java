package io.quizsmith.user;

import io.quizsmith.input.Fields;
import io.quizsmith.input.Violation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who quizzes are made for. Text that is not known is {@code ""}.
 *
 * @param motivationLevel 1 to 10, where it is known
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
        OptionalInt motivationLevel) {

    /** What reading a profile from JSON comes to. */
    public sealed interface Parsed {
        record WellFormed(User user) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    /** Reads the profile of the user {@code id} from a JSON object, naming every wrong field. */
    public static Parsed parse(UserId id, Map<String, ?> json) {
        var fields = new Fields(json);
        String username = fields.text("username", UserRef.MAX_USERNAME);
        if (username.isEmpty() && fields.accepts("username")) {
            fields.reject("username", "is required");
        }
        var user =
                new User(
                        id,
                        username,
                        fields.text("email", 254),
                        fields.text("first_name", 150),
                        fields.firstText(50, "declared_level", "created_level"),
                        fields.text("goals", 50),
                        fields.text("profession", 100),
                        fields.text("referred_frequency", 50),
                        fields.optionalInteger("motivation_level", 1, 10));
        return fields.violations().isEmpty()
                ? new Parsed.WellFormed(user)
                : new Parsed.Malformed(fields.violations());
    }
}
