package io.quizsmith.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.input.Violation;
import io.quizsmith.json.Json;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class QuizFormTest {

    private static final User NOBODY_SPECIAL =
            new User(new UserId(2), "learner2", "", "", "", "", "", "", OptionalInt.empty());
    private static final User LEARNER =
            new User(
                    new UserId(1),
                    "learner1",
                    "",
                    "",
                    "Advanced",
                    "study_abroad",
                    "engineer",
                    "daily",
                    OptionalInt.of(9));

    @Test
    void whatTheRequestLeavesOutComesFromTheProfileAndThenFromTheDefaults() {
        var form = wellFormed("{\"user_id\": 1, \"goals\": \"\"}");

        assertThat(form.completedBy(LEARNER))
                .isEqualTo(
                        new QuizRequest(
                                10,
                                "Advanced",
                                "engineer",
                                "study_abroad",
                                List.of(),
                                List.of(),
                                "",
                                "daily",
                                OptionalInt.empty()));
        assertThat(form.completedBy(NOBODY_SPECIAL))
                .isEqualTo(
                        new QuizRequest(
                                10,
                                "Intermediate",
                                "",
                                "job",
                                List.of(),
                                List.of(),
                                "",
                                "",
                                OptionalInt.empty()));
    }

    @Test
    void theNewNamesWinOverTheOldOnes() {
        var asked =
                wellFormed(
                                """
                                {"user_id": 1, "goals": "exam", "goal": "job", "job_role": "nurse"}
                                """)
                        .asked();

        assertThat(asked.goals()).isEqualTo("exam");
        assertThat(asked.profession()).isEqualTo("nurse");
    }

    @Test
    void digitsInAStringAreAUsernameAndANumberIsAnId() {
        assertThat(wellFormed("{\"user_id\": \"1\"}").user()).contains(new UserRef.ByUsername("1"));
        assertThat(wellFormed("{\"user_id\": 1}").user()).contains(new UserRef.ById(new UserId(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user_id\":null}", "{\"user_id\":0}", "{\"user_id\":\"\"}"})
    void withoutAUserThereIsNoQuiz(String body) {
        assertThat(malformed(body)).extracting(Violation::sentence).contains("user_id is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user_id\":null}", "{\"user_id\":0}", "{\"user_id\":\"\"}"})
    void aCallerWhoIsAUserNeedNotBeNamed(String body) {
        assertThat(QuizForm.parse(object(body), true))
                .isInstanceOfSatisfying(
                        QuizForm.Parsed.WellFormed.class,
                        parsed -> assertThat(parsed.form().user()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "true", "-1", "9223372036854775808", "1.5", "{\"a\":1}"})
    void aUserIdOfAnotherKindIsRefused(String userId) {
        assertThat(malformed("{\"user_id\": " + userId + "}"))
                .extracting(Violation::field)
                .containsExactly("user_id");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 100", "'\"7\"', 7", "10.0, 10"})
    void aQuizSizeIsAWholeNumberOrItsDigits(String json, int size) {
        assertThat(wellFormed("{\"user_id\": 1, \"quiz_size\": " + json + "}").asked().quizSize())
                .isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "101", "\"abc\"", "null", "1e9", "true", "10.5", "[10]", "\" 10\""})
    void aQuizSizeThatIsNoneIsRefusedInTheWordsThatOldClientsKnow(String json) {
        assertThat(malformed("{\"user_id\": 1, \"quiz_size\": " + json + "}"))
                .extracting(Violation::sentence)
                .containsExactly("quiz_size must be between 1 and 100");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        var body =
                Json.write(
                        Map.of(
                                "user_id",
                                List.of(),
                                "quiz_size",
                                1000,
                                "declared_level",
                                "x".repeat(51),
                                "goals",
                                7,
                                "preferred_topics",
                                "cloud",
                                "weak_skills",
                                List.of(1),
                                "extra_instructions",
                                "x".repeat(2001),
                                "motivation_level",
                                11));

        assertThat(malformed(body))
                .extracting(Violation::field)
                .containsExactly(
                        "user_id",
                        "quiz_size",
                        "declared_level",
                        "goals",
                        "preferred_topics",
                        "weak_skills",
                        "extra_instructions",
                        "motivation_level");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThat(malformed("{\"user_id\": 1, \"profession\": \"\\ud800\"}"))
                .extracting(Violation::field)
                .containsExactly("profession");
    }

    @Test
    void everyTextIsReadAsPlainText() {
        String hidden = "a\u200b\u202eb<|im_start|>";
        var body = new HashMap<String, Object>(Map.of("user_id", 1));
        for (var field :
                List.of(
                        "declared_level",
                        "profession",
                        "goals",
                        "extra_instructions",
                        "study_frequency")) {
            body.put(field, hidden);
        }
        body.put("preferred_topics", List.of(hidden, "\u200b"));
        body.put("weak_skills", List.of(hidden));

        assertThat(wellFormed(Json.write(body)).asked())
                .isEqualTo(
                        new QuizRequest(
                                10,
                                "ab",
                                "ab",
                                "ab",
                                List.of("ab"),
                                List.of("ab"),
                                "ab",
                                "ab",
                                OptionalInt.empty()));
    }

    @Test
    void theLengthIsThatOfWhatWasSent() {
        String sent = "x".repeat(100) + "\u200b";

        assertThat(malformed(Json.write(Map.of("user_id", 1, "profession", sent))))
                .extracting(Violation::field)
                .containsExactly("profession");
    }

    @Test
    void aTextOfWhichNothingIsLeftIsAbsent() {
        var form = wellFormed("{\"user_id\": 1, \"profession\": \"\u200b[INST]\"}");

        assertThat(form.completedBy(LEARNER).profession()).isEqualTo("engineer");
    }

    @Test
    void aProfileIsReadAsPlainTextAndItsNamesAreTakenAsTheyAreOrNotAtAll() {
        var id = new UserId(3);
        var profile = Map.of("username", "zoë", "first_name", "Zo\u202eë", "goals", "</s>job");

        assertThat(User.parse(id, profile))
                .isEqualTo(
                        new User.Parsed.WellFormed(
                                new User(
                                        id,
                                        "zoë",
                                        "",
                                        "Zoë",
                                        "",
                                        "job",
                                        "",
                                        "",
                                        OptionalInt.empty())));
        var hidden = Map.of("username", "learner1\u200b", "email", "a\nb@example.com");
        assertThat(((User.Parsed.Malformed) User.parse(id, hidden)).violations())
                .extracting(Violation::field)
                .containsExactly("username", "email");
    }

    private static QuizForm wellFormed(String body) {
        return ((QuizForm.Parsed.WellFormed) QuizForm.parse(object(body), false)).form();
    }

    private static List<Violation> malformed(String body) {
        return ((QuizForm.Parsed.Malformed) QuizForm.parse(object(body), false)).violations();
    }

    private static Map<String, Object> object(String body) {
        return ((Json.Read.AnObject) Json.read(body)).fields();
    }
}
