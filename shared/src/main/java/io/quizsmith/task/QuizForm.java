package io.quizsmith.task;

import io.quizsmith.input.Fields;
import io.quizsmith.input.PlainText;
import io.quizsmith.input.Violation;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request for a quiz as the client sent it, before the user's profile fills its gaps.
 *
 * @param user whose quiz it is; empty where the request leaves that to the caller's token
 * @param asked what was asked for; a text that was left out is {@code ""}
 */
public record QuizForm(Optional<UserRef> user, QuizRequest asked) {

    private static final String DEFAULT_LEVEL = "Intermediate";
    private static final String DEFAULT_GOALS = "job";
    private static final int DEFAULT_SIZE = 10;

    /** What reading a request comes to. */
    public sealed interface Parsed {
        record WellFormed(QuizForm form) implements Parsed {}

        record Malformed(List<Violation> violations) implements Parsed {}
    }

    /**
     * Reads the body of POST /api/ai/generate/. Unknown fields are ignored, texts plain.
     *
     * @param callerIsUser whether {@code user_id} may be left out
     */
    public static Parsed parse(Map<String, ?> json, boolean callerIsUser) {
        var fields = new Fields(json);
        Optional<UserRef> user =
                callerIsUser && isAbsent(json.get("user_id"))
                        ? Optional.empty()
                        : Optional.ofNullable(user(json.get("user_id"), fields));
        var asked =
                new QuizRequest(
                        fields.integer(
                                "quiz_size",
                                QuizRequest.MIN_SIZE,
                                QuizRequest.MAX_SIZE,
                                DEFAULT_SIZE),
                        PlainText.line(fields.text("declared_level", 50)),
                        PlainText.line(fields.firstText(100, "profession", "job_role")),
                        PlainText.line(fields.firstText(50, "goals", "goal")),
                        PlainText.eachLine(fields.texts("preferred_topics", 20, 100)),
                        PlainText.eachLine(fields.texts("weak_skills", 20, 100)),
                        PlainText.lines(fields.text("extra_instructions", 2000)),
                        PlainText.line(fields.text("study_frequency", 50)),
                        fields.optionalInteger("motivation_level", 1, 10));
        return fields.violations().isEmpty()
                ? new Parsed.WellFormed(new QuizForm(user, asked))
                : new Parsed.Malformed(fields.violations());
    }

    /** What is asked for once the profile and then the defaults have filled the gaps. */
    public QuizRequest completedBy(User profile) {
        return new QuizRequest(
                asked.quizSize(),
                firstKnown(asked.declaredLevel(), profile.declaredLevel(), DEFAULT_LEVEL),
                firstKnown(asked.profession(), profile.profession(), ""),
                firstKnown(asked.goals(), profile.goals(), DEFAULT_GOALS),
                asked.preferredTopics(),
                asked.weakSkills().isEmpty() ? profile.weakSkills() : asked.weakSkills(),
                asked.extraInstructions(),
                firstKnown(asked.studyFrequency(), profile.referredFrequency(), ""),
                asked.motivationLevel());
    }

    private static String firstKnown(String asked, String profile, String otherwise) {
        if (!asked.isEmpty()) {
            return asked;
        }
        return profile.isEmpty() ? otherwise : profile;
    }

    /** Null, {@code ""} and 0 name nobody. */
    private static boolean isAbsent(Object value) {
        return value == null
                || "".equals(value)
                || (!(value instanceof String)
                        && Fields.wholeNumber(value).equals(OptionalLong.of(0)));
    }

    /** The user that a {@code user_id} names; null, and a violation, where it names none. */
    public static UserRef user(Object value, Fields fields) {
        if (isAbsent(value)) {
            fields.reject("user_id", "is required");
            return null;
        }
        if (value instanceof String username) {
            if (username.length() > UserRef.MAX_USERNAME || !Fields.isUnicode(username)) {
                fields.reject(
                        "user_id",
                        "must be an integer id or a username of at most "
                                + UserRef.MAX_USERNAME
                                + " characters");
                return null;
            }
            return new UserRef.ByUsername(username);
        }
        OptionalLong id = Fields.wholeNumber(value);
        if (id.isEmpty() || id.getAsLong() < 0) {
            fields.reject("user_id", "must be a positive integer id or a username");
            return null;
        }
        return new UserRef.ById(new UserId(id.getAsLong()));
    }
}
