package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.question.Question;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class RecentTest {

    private static final Question QUESTION =
            SampleQuestions.question(
                    "My grandparents _____ in a village when they were young.",
                    "lived",
                    "live",
                    "lives",
                    "living");

    @Test
    void whatWasRememberedIsKnownAgainAfterItWasStored() {
        var recent = Recent.of(Recent.NONE.with("task-1-1", List.of(QUESTION)).bytes());

        assertThat(recent.holds(Likeness.of(Item.of(QUESTION)))).isTrue();
        assertThat(recent.without("task-1-1").holds(Likeness.of(Item.of(QUESTION)))).isFalse();
        assertThat(recent.without("task-1-2").holds(Likeness.of(Item.of(QUESTION)))).isTrue();
    }

    @Test
    void aTaskThatIsRememberedAgainTakesNoMoreRoom() {
        var once = Recent.NONE.with("task-1-1", List.of(QUESTION));

        assertThat(once.with("task-1-1", List.of(QUESTION)).bytes()).isEqualTo(once.bytes());
    }

    @Test
    void theOldestIsForgottenWhenThereIsNoMoreRoom() {
        var recent = Recent.NONE;
        for (int i = 0; i < 50; i++) {
            recent = recent.with("task-1-" + i, questions(i));
        }

        assertThat(recent.bytes()).hasSizeBetween(3500, Recent.MOST_BYTES);
        assertThat(recent.holds(Likeness.of(Item.of(questions(0).getFirst())))).isFalse();
        assertThat(recent.holds(Likeness.of(Item.of(questions(49).getFirst())))).isTrue();
        assertThat(recent.holds(Likeness.of(Item.of(questions(44).getFirst())))).isTrue();
    }

    @Test
    void theLongestQuestionFitsToo() {
        var words = IntStream.range(0, 700).mapToObj(i -> "w" + i).toList();
        var longest = SampleQuestions.question(String.join(" ", words), "a", "b", "c", "d");

        var recent = Recent.of(Recent.NONE.with("task-1-1", List.of(longest)).bytes());

        assertThat(recent.holds(Likeness.of(Item.of(longest)))).isTrue();
    }

    @Test
    void bytesOfAnotherVersionAreForgotten() {
        assertThat(Recent.of(new byte[] {9, 9, 9}).bytes()).isEqualTo(Recent.NONE.bytes());
        assertThat(Recent.of(new byte[0]).bytes()).isEqualTo(Recent.NONE.bytes());
    }

    private static List<Question> questions(int quiz) {
        return IntStream.range(0, 10)
                .mapToObj(i -> words(quiz * 100 + i))
                .map(stem -> SampleQuestions.question(stem + " _____.", "a", "b", "c", "d"))
                .toList();
    }

    private static String words(int seed) {
        return String.join(
                " ", IntStream.range(0, 11).mapToObj(i -> "w" + (seed * 31 + i)).toList());
    }
}
