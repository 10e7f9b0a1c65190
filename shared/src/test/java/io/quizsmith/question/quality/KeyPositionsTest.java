package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quizsmith.question.Question;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class KeyPositionsTest {

    private static final int QUIZZES = 10_000;

    @Test
    void inTenThousandQuizzesEachLetterIsRightAsOftenAsAnyOtherGiveOrTakeOne() {
        var random = new Random(20261124);
        for (int i = 0; i < QUIZZES; i++) {
            var questions = SampleQuestions.quiz(random).questions();
            String task = "task-1-" + i;

            var balanced = KeyPositions.balanced(questions, task);

            int[] keys = new int[4];
            int[] free = new int[4];
            for (int j = 0; j < questions.size(); j++) {
                assertSameQuestion(questions.get(j), balanced.get(j));
                int at = Question.LETTERS.indexOf(balanced.get(j).key());
                keys[at]++;
                free[at] += KeyPositions.isFree(balanced.get(j)) ? 1 : 0;
            }
            int least = Math.min(Math.min(keys[0], keys[1]), Math.min(keys[2], keys[3]));
            for (int letter = 0; letter < 4; letter++) {
                if (free[letter] > 0) { // what must stand where it stands cannot be helped
                    assertThat(keys[letter]).as(task).isLessThanOrEqualTo(least + 1);
                }
            }
            assertThat(KeyPositions.balanced(questions, task)).isEqualTo(balanced);
            assertThat(KeyPositions.balanced(balanced, task)).isEqualTo(balanced);
        }
    }

    private static void assertSameQuestion(Question before, Question after) {
        boolean same =
                after.stem().equals(before.stem())
                        && after.keyText().equals(before.keyText())
                        && Set.copyOf(after.options()).equals(Set.copyOf(before.options()));
        if (!same) {
            fail(before + " has become " + after);
        }
    }

    @Test
    void everyLetterAndEveryOrderComesUp() {
        var question =
                SampleQuestions.question("She _____ tea.", "drinks", "drink", "drank", "drunk");

        var orders =
                IntStream.range(0, 1000)
                        .mapToObj(i -> KeyPositions.balanced(List.of(question), "task-1-" + i))
                        .map(quiz -> quiz.getFirst().options())
                        .distinct();

        assertThat(orders).hasSize(24);
    }

    @Test
    void theOrderDoesNotDependOnTheOrderInWhichTheOptionsCame() {
        var one = SampleQuestions.question("She _____ tea.", "drinks", "drink", "drank", "drunk");
        var other = SampleQuestions.question("She _____ tea.", "drinks", "drunk", "drink", "drank");

        assertThat(KeyPositions.balanced(List.of(one), "task-1-1"))
                .isEqualTo(KeyPositions.balanced(List.of(other), "task-1-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 12 | 7 | 19 | 7 | 12 | 19 | 30",
                "1,500 euros | 900 euros | 1,000 euros | 20 euros"
                        + " | 20 euros | 900 euros | 1,000 euros | 1,500 euros",
                "-1.5 | 0 | -2 | 10 | -2 | -1.5 | 0 | 10",
            })
    void numbersStandInTheirOrder(
            String a,
            String b,
            String c,
            String d,
            String first,
            String second,
            String third,
            String last) {
        var question = SampleQuestions.question("How many are there?", a, b, c, d);

        var ordered = KeyPositions.balanced(List.of(question), "task-1-1").getFirst();

        assertThat(ordered.options()).containsExactly(first, second, third, last);
        assertThat(ordered.keyText()).isEqualTo(a);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Option # is right; options # and # are not. | A B C",
                "# is correct because 'to' is a preposition. | A",
                "The answer is #, as a verb must follow. | A",
                "Answers #, # or # would need a noun. | B C D",
            })
    void lettersInAnExplanationMoveWithTheOptions(String explanation, String letters) {
        var texts = List.of("one", "two", "three", "four");
        var question =
                SampleQuestions.question(
                        "It is _____.", texts, "A", filled(explanation, letters, texts));

        var balanced = KeyPositions.balanced(Collections.nCopies(4, question), "task-1-1");

        assertThat(balanced)
                .extracting(Question::key)
                .containsExactlyInAnyOrderElementsOf(Question.LETTERS);
        assertThat(balanced)
                .allSatisfy(
                        moved ->
                                assertThat(moved.explanation())
                                        .isEqualTo(filled(explanation, letters, moved.options())));
    }

    /** The letters in it name the options that stood at those letters first. */
    private static String filled(String explanation, String letters, List<String> options) {
        var texts = List.of("one", "two", "three", "four");
        String filled = explanation;
        for (String letter : List.of(letters.split(" ", -1))) {
            String text = texts.get(Question.LETTERS.indexOf(letter));
            filled = filled.replaceFirst("#", Question.LETTERS.get(options.indexOf(text)));
        }
        return filled;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Look at (b) again: it has no verb.",
                "B has no verb and C has two.",
                "The first is the best: see C.",
                "Eat more vitamin C.",
            })
    void whereLettersAreDoubtfulTheQuestionStaysAsItIs(String explanation) {
        var texts = List.of("one", "two", "three", "four");
        var question = SampleQuestions.question("It is _____.", texts, "A", explanation);

        assertThat(KeyPositions.balanced(Collections.nCopies(8, question), "task-1-1"))
                .containsOnly(question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A key opens a lock, so it is the only tool here.",
                "We say 'an' before a vowel. A verb follows.",
                "The answer is a noun, and the choice depends on it.",
            })
    void anArticleIsNoLetter(String explanation) {
        var texts = List.of("one", "two", "three", "four");
        var question = SampleQuestions.question("It is _____.", texts, "A", explanation);

        var balanced = KeyPositions.balanced(Collections.nCopies(4, question), "task-1-1");

        assertThat(balanced).extracting(Question::key).doesNotHaveDuplicates();
        assertThat(balanced).extracting(Question::explanation).containsOnly(explanation);
    }

    @Test
    void allOfTheAboveStaysBelow() {
        var question =
                SampleQuestions.question("It is _____.", "one", "two", "three", "All of the above");

        assertThat(KeyPositions.balanced(List.of(question), "task-1-1")).containsExactly(question);
    }
}
