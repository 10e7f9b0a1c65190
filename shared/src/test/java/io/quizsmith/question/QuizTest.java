package io.quizsmith.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class QuizTest {

    private static final Map<String, String> OPTIONS =
            Map.of("A", "review", "B", "reviews", "C", "reviewed", "D", "reviewing");

    @Test
    void aQuestionNeedsNoMoreThanAStemFourOptionsAndAKey() {
        var quiz =
                Quiz.parse(
                        List.of(
                                Map.of(
                                        "sentence", "She _____ code.",
                                        "options", OPTIONS,
                                        "correct_answer", "B")));

        assertThat(quiz.rejections().named()).isEmpty();
        assertThat(quiz.questions())
                .singleElement()
                .satisfies(
                        question -> {
                            assertThat(question.stem()).isEqualTo("She _____ code.");
                            assertThat(question.options())
                                    .containsExactly("review", "reviews", "reviewed", "reviewing");
                            assertThat(question.score()).isZero();
                            assertThat(question.type()).isEmpty();
                        });
    }

    @Test
    void theDirectiveIsTheStemWhereThereIsNoSentence() {
        var quiz =
                Quiz.parse(
                        List.of(
                                Map.of(
                                        "directive", "Choose the verb.",
                                        "options", OPTIONS,
                                        "correct_answer", "B")));

        assertThat(quiz.questions().getFirst().stem()).isEqualTo("Choose the verb.");
    }

    @Test
    void aQuestionOfNothingButNoBreakSpacesIsRejectedAndDoesNotTakeTheOthersWithIt() {
        var good = Map.of("sentence", "s", "options", OPTIONS, "correct_answer", "A");
        var options = new HashMap<String, Object>(OPTIONS);
        options.put("D", "\u00a0");
        var quiz =
                Quiz.parse(
                        List.of(
                                Map.of(
                                        "sentence", " \u00a0",
                                        "options", OPTIONS,
                                        "correct_answer", "A"),
                                Map.of("sentence", "s", "options", options, "correct_answer", "A"),
                                good));

        assertThat(quiz.places()).containsExactly(2);
        assertThat(quiz.rejections().named())
                .flatExtracting(Rejections.Rejected::reasons)
                .containsExactly(
                        "sentence is required", "options.D must be a text that is not blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentence", "options", "correct_answer"})
    void aQuestionWithoutAnEssentialPartIsRejectedByName(String missing) {
        var json =
                new HashMap<String, Object>(
                        Map.of("sentence", "s", "options", OPTIONS, "correct_answer", "A"));
        json.remove(missing);

        var quiz = Quiz.parse(List.of(json));

        assertThat(quiz.questions()).isEmpty();
        assertThat(quiz.rejections().named())
                .singleElement()
                .satisfies(
                        rejected -> {
                            assertThat(rejected.index()).isZero();
                            assertThat(rejected.reasons())
                                    .singleElement()
                                    .asString()
                                    .startsWith(missing);
                        });
    }

    @Test
    void theGoodQuestionsAmongBadOnesAreKept() {
        var good = Map.of("sentence", "s", "options", OPTIONS, "correct_answer", "A");
        var fiveOptions = new HashMap<>(OPTIONS);
        fiveOptions.put("E", "re-reviewed");
        var bad = Map.of("sentence", "s", "options", fiveOptions, "correct_answer", "E");

        var quiz = Quiz.parse(List.of("junk", good, bad, 7, good));

        assertThat(quiz.questions()).hasSize(2);
        assertThat(quiz.rejections().named())
                .extracting(Rejections.Rejected::index)
                .containsExactly(0, 2, 3);
        assertThat(quiz.rejections().named().get(1).reasons()).hasSize(2);
    }
}
