package io.quizsmith.sampleworker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;

class SelectionTest {

    private static final Bank BANK = Bank.load();
    private final Selection selection = new Selection(BANK);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 126, 127, 300})
    void drawsExactlyAsManyAsAskedFor(int size) {
        assertThat(draw(size, "Advanced", "nurse")).hasSize(size);
    }

    @Test
    void drawsTheSameQuizForTheSameTask() {
        var taste = Taste.of("Beginner", "");
        assertThat(selection.draw(10, taste, "task-1-1"))
                .isEqualTo(selection.draw(10, taste, "task-1-1"))
                .isNotEqualTo(selection.draw(10, taste, "task-1-2"));
    }

    @Test
    void staysWithTheLearnersLevelWhileItCan() {
        assertThat(draw(42, "Elementary", "")).allMatch(i -> i.difficulty().equals("beginner"));
        assertThat(draw(43, "Elementary", ""))
                .filteredOn(i -> !i.difficulty().equals("beginner"))
                .singleElement()
                .matches(i -> i.difficulty().equals("intermediate"));
    }

    @Test
    void beginsWithTheLearnersFieldOfWork() {
        assertThat(draw(3, "Advanced", "software engineer"))
                .allMatch(item -> item.context().equals("software"));
    }

    @Test
    void mixesTheTypes() {
        var types =
                draw(10, "Intermediate", "").stream().collect(groupingBy(Item::type, counting()));
        assertThat(types).hasSize(3);
        assertThat(types.values()).allMatch(count -> count >= 3);
    }

    @Test
    void repeatsNothingBeforeTheBankIsUsedUp() {
        assertThat(new HashSet<>(draw(126, "Advanced", ""))).hasSize(126);
    }

    @Test
    void keepsTheKeyWhenAnItemIsRepeatedInAnotherOrder() {
        var drawn = draw(252, "Advanced", "");
        for (int i = 0; i < 126; i++) {
            Item first = drawn.get(i);
            Item again = drawn.get(126 + i);
            assertThat(again.sentence()).isEqualTo(first.sentence());
            assertThat(again.options().get(again.correctAnswer()))
                    .isEqualTo(first.options().get(first.correctAnswer()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "software engineer, software",
        "engineer, engineering",
        "Civil Engineer, engineering",
        "IT support, software",
        "Nurse, healthcare",
        "student, study",
        "teacher, teaching",
        "hotel manager, hospitality",
        "Account manager, business"
    })
    void knowsTheFieldOfAProfession(String profession, String context) {
        assertThat(Taste.of("", profession).context()).contains(context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Italian opera singer", "???", "astronaut"})
    void prefersNoFieldForAProfessionItDoesNotKnow(String profession) {
        assertThat(Taste.of("", profession).context()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Beginner, beginner",
        "Elementary, beginner",
        "Pre-intermediate, intermediate",
        "Intermediate, intermediate",
        "Upper-intermediate, intermediate",
        "University, advanced",
        "ADVANCED, advanced",
        "B2, intermediate",
        "fluent in everything, intermediate"
    })
    void knowsTheDifficultyOfALevel(String level, String difficulty) {
        assertThat(Taste.of(level, "").difficulty()).isEqualTo(difficulty);
    }

    private List<Item> draw(int size, String level, String profession) {
        return selection.draw(size, Taste.of(level, profession), "task-1-1674470400000");
    }
}
