package io.quizsmith.practice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.practice.Skills.Tally;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SkillsTest {

    private static final Skill GRAMMAR = new Skill("grammar", "advanced");
    private static final Skill CLOZE = new Skill("sentence_completion", "beginner");
    private static final Skill WORDS = new Skill("vocabulary", "other");

    @Test
    void theWeakestOfWhatWasAnsweredOftenEnoughComesFirst() {
        var skills =
                new Skills(
                        Map.of(
                                GRAMMAR, new Tally(5, 9),
                                CLOZE, new Tally(1, 5),
                                WORDS, new Tally(3, 5)));

        assertThat(skills.weak())
                .containsExactly("sentence completion (beginner)", "grammar (advanced)");
    }

    @Test
    void fourAnswersSayNothingYet() {
        assertThat(new Skills(Map.of(GRAMMAR, new Tally(0, 4))).weak()).isEmpty();
        assertThat(new Skills(Map.of()).plus(new Skills(Map.of(WORDS, new Tally(0, 5)))).weak())
                .containsExactly("vocabulary");
    }

    @Test
    void whatNobodyKnowsIsNoSkillToPractise() {
        var unknown = new Skill("other", "advanced");

        assertThat(new Skills(Map.of(unknown, new Tally(0, 50))).weak()).isEmpty();
    }
}
