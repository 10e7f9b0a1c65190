package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {

    /** Counts that 99 of 100 fair quizzes keep within, by simulation. */
    @ParameterizedTest
    @CsvSource({"5, 4", "10, 7", "15, 9", "20, 11", "30, 15", "50, 22"})
    void aLetterIsRightTooOftenWhereFewFairQuizzesHaveItSo(int questions, int usual) {
        assertThat(Chance.isRareForAnyLetter(usual, questions)).isFalse();
        assertThat(Chance.isRareForAnyLetter(usual + 1, questions)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "10, 7", "15, 9", "20, 11", "30, 14", "50, 21"})
    void theLongestIsRightTooOftenFromThisCountOn(int questions, int count) {
        assertThat(Chance.isRare(count, questions)).isTrue();
        assertThat(Chance.isRare(count - 1, questions)).isFalse();
    }
}
