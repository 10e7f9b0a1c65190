package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;
import io.quizsmith.question.Rejections;
import io.quizsmith.question.quality.InspectQuiz.Purpose;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

class InspectQuizTest {

    private static final Purpose PURPOSE = new Purpose("task-1-1", 3, Recent.NONE);

    private static final Question GOOD =
            SampleQuestions.question(
                    "She _____ tea in the morning.", "drinks", "drink", "drank it", "drunk");
    private static final Question DOUBTFUL =
            SampleQuestions.question(
                    "He is an _____ man.",
                    List.of("honest", "cruel", "lazy", "proud"),
                    "A",
                    "A man who tells no lies is honest.");
    private static final Question BAD =
            SampleQuestions.question(
                    "They _____ home.",
                    List.of("went", "gone", "gone", "go"),
                    "A",
                    "The past of 'go' is irregular.");

    @Test
    void aReportTellsWhatIsWrongAndChangesNothing() {
        var inspected = inspect(Mode.REPORT, GOOD, DOUBTFUL, BAD);

        assertThat(inspected.accepted())
                .extracting(question -> question.with(Set.<Flaw>of()))
                .containsExactly(GOOD, DOUBTFUL, BAD);
        assertThat(inspected.accepted())
                .extracting(Question::flags)
                .containsExactly(Set.of(), Set.of(Flaw.ARTICLE_CUE), Set.of(Flaw.DUP_OPTION));
        assertThat(inspected.quality())
                .isEqualTo(
                        new Quality(
                                3,
                                3,
                                3,
                                2,
                                List.of(),
                                List.of(new Quality.Rejected(2, Set.of(Flaw.DUP_OPTION))),
                                Set.of(),
                                50));
    }

    @Test
    void whatIsBeyondRepairIsLeftOutWhereTheRulesAreEnforced() {
        var inspected = inspect(Mode.ENFORCE, GOOD, BAD, DOUBTFUL);

        assertThat(inspected.accepted())
                .extracting(Question::stem)
                .containsExactly(GOOD.stem(), DOUBTFUL.stem());
        assertThat(inspected.quality().rejected())
                .containsExactly(new Quality.Rejected(1, Set.of(Flaw.DUP_OPTION)));
        assertThat(inspected.quality().score()).isEqualTo(50);
        assertThat(inspected.quality().flagged()).isEqualTo(1);
    }

    @Test
    void whatIsOffIsNotEvenToldOf() {
        var inspected = inspect(Mode.OFF, GOOD, BAD, GOOD);

        assertThat(inspected.accepted()).containsExactly(GOOD, BAD, GOOD);
        assertThat(inspected.quality().score()).isEqualTo(100);
    }

    @Test
    void twoDoubtsAreTooMany() {
        var twice =
                SampleQuestions.question(
                        "An honest man is an _____ man.", "honest", "cruel", "lazy", "proud");

        assertThat(inspect(Mode.ENFORCE, twice).quality().rejected())
                .containsExactly(
                        new Quality.Rejected(0, Set.of(Flaw.ARTICLE_CUE, Flaw.KEY_IN_STEM)));
    }

    @Test
    void aSetThatIsOnlyReportedRejectsNothingBesideOneThatIsEnforced() {
        var inspect = new InspectQuiz(new Switches(Mode.REPORT, Mode.OFF, Mode.ENFORCE));

        var inspected = inspect.inspect(SampleQuestions.quiz(List.of(GOOD, BAD, GOOD)), PURPOSE);

        assertThat(inspected.quality().rejected())
                .containsExactly(
                        new Quality.Rejected(2, Set.of(Flaw.NEAR_DUP_QUIZ, Flaw.EXPL_DUP)));
        assertThat(inspected.quality().wouldReject())
                .extracting(Quality.Rejected::index)
                .containsExactly(1);
    }

    @Test
    void aQuestionThatReplacesARejectedOneOfTheSameWordsIsKept() {
        var broken = BAD.with(BAD.options(), BAD.key(), "Another explanation of the past.");
        var mended =
                broken.with(List.of("went", "gone", "go", "goes"), "A", "The past of go is went.");

        assertThat(inspect(Mode.ENFORCE, broken, mended).accepted()).hasSize(1);
    }

    @Test
    void aQuestionOfARecentQuizIsFlaggedButNotOneOfTheSameTask() {
        var quiz = SampleQuestions.quiz(List.of(GOOD));
        var inspect = new InspectQuiz(Switches.all(Mode.ENFORCE));

        var another = inspect.inspect(quiz, new Purpose("task-1-2", 1, remembered()));
        var same = inspect.inspect(quiz, new Purpose("task-1-1", 1, remembered()));

        assertThat(another.accepted().getFirst().flags()).containsExactly(Flaw.NEAR_DUP_HISTORY);
        assertThat(same.accepted().getFirst().flags()).isEmpty();
    }

    private static Recent remembered() {
        return Recent.NONE.with("task-1-1", List.of(GOOD));
    }

    @Test
    void whatCanBeRepairedIsRepaired() {
        var untidy =
                SampleQuestions.question(
                        "She  ... to school  every day. ",
                        List.of("A) goes", "B) go", "C) going ", "D) gone"),
                        "A",
                        "Option A has the ending that 'she' needs.");

        var question = inspect(Mode.ENFORCE, untidy).accepted().getFirst();

        assertThat(question.flags()).containsExactly(Flaw.EXPL_LETTER);
        assertThat(question.stem()).isEqualTo("She _____ to school every day.");
        assertThat(question.options()).containsExactlyInAnyOrder("goes", "go", "going", "gone");
        assertThat(question.explanation()).startsWith("Option " + question.key() + " has");
    }

    @Test
    void malformedQuestionsAreNamedUpToALimitAndCounted() {
        var quiz = Quiz.parse(Collections.nCopies(1000, "junk"));

        var quality = new InspectQuiz(Switches.all(Mode.REPORT)).inspect(quiz, PURPOSE).quality();

        assertThat(quality.received()).isEqualTo(1000);
        assertThat(quality.rejected()).hasSize(50);
        assertThat(quality.rejected().getFirst().flaws()).containsExactly(Flaw.STRUCTURE);
    }

    @Test
    void soAreThoseThatTheRulesLeaveOut() {
        var quiz = SampleQuestions.quiz(Collections.nCopies(100, BAD));

        var quality = new InspectQuiz(Switches.all(Mode.ENFORCE)).inspect(quiz, PURPOSE).quality();

        assertThat(quality.rejected()).hasSize(50);
        assertThat(quality.rejections(Rejections.NONE).count()).isEqualTo(100);
        assertThat(quality.rejections(Rejections.NONE).areTooMany()).isTrue();
        assertThat(quality.leftOut(Rejections.NONE)).isEqualTo(100);
    }

    @Test
    void aQuizWithItsKeysInOnePlaceSaysSo() {
        var questions =
                Labelled.all().stream()
                        .filter(item -> item.labels().isEmpty())
                        .flatMap(item -> item.parsed().stream())
                        .filter(question -> question.key().equals("B"))
                        .toList();

        var reported = inspect(Mode.REPORT, questions.toArray(Question[]::new)).quality();
        var enforced = inspect(Mode.ENFORCE, questions.toArray(Question[]::new)).quality();

        assertThat(reported.flaws()).containsExactly(Flaw.POS_BALANCE);
        assertThat(enforced.flaws()).isEmpty();
    }

    @Test
    void theSampleWorkersQuestionsPass() throws IOException {
        try (var items =
                InspectQuiz.class.getResourceAsStream("/io/quizsmith/sampleworker/items.json")) {
            var quiz = Quiz.parse(Json.list(items.readAllBytes()));

            var quality =
                    new InspectQuiz(Switches.all(Mode.ENFORCE)).inspect(quiz, PURPOSE).quality();

            assertThat(quality.accepted()).isEqualTo(126);
            assertThat(quality.score()).isEqualTo(100);
        }
    }

    @Test
    void everyReasonNamesItsRule() {
        var rejections =
                inspect(Mode.ENFORCE, BAD)
                        .quality()
                        .rejections(Quiz.parse(List.of(Map.of())).rejections());

        assertThat(rejections.named())
                .flatExtracting(rejected -> rejected.reasons())
                .contains("DUP_OPTION: two options are the same");
    }

    private static Inspected inspect(Mode mode, Question... questions) {
        return new InspectQuiz(Switches.all(mode))
                .inspect(SampleQuestions.quiz(List.of(questions)), PURPOSE);
    }
}
