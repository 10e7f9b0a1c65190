package io.quizsmith.sampleworker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

class BankTest {

    private static final List<Item> ITEMS = Bank.load().items();
    private static final List<String> TYPES =
            List.of("grammar", "vocabulary", "sentence_completion");
    private static final List<String> DIFFICULTIES =
            List.of("beginner", "intermediate", "advanced");
    private static final Pattern BLANK = Pattern.compile("_+");
    private static final Pattern LETTER_NAMED =
            Pattern.compile("(?i:option|answer|choice)s? [A-D]\\b");

    @Test
    void hasAtLeastFourteenItemsOfEveryTypeAtEveryDifficulty() {
        var cells = ITEMS.stream().collect(groupingBy(i -> i.type() + i.difficulty(), counting()));
        for (String type : TYPES) {
            for (String difficulty : DIFFICULTIES) {
                assertThat(cells.get(type + difficulty)).isGreaterThanOrEqualTo(14);
            }
        }
        assertThat(cells).hasSize(TYPES.size() * DIFFICULTIES.size());
    }

    @Test
    void speaksOfSeveralFieldsOfWork() {
        var contexts = ITEMS.stream().collect(groupingBy(Item::context, counting()));
        assertThat(contexts.keySet())
                .containsExactlyInAnyOrder(
                        "software",
                        "engineering",
                        "teaching",
                        "healthcare",
                        "business",
                        "hospitality",
                        "study",
                        "everyday");
        assertThat(contexts.values()).allMatch(count -> count >= 10);
    }

    @Test
    void givesEveryItemFourDifferentOptionsAndAKeyAmongThem() {
        assertThat(ITEMS)
                .allSatisfy(
                        item -> {
                            assertThat(item.options().keySet())
                                    .containsExactlyElementsOf(Item.LETTERS);
                            assertThat(item.options().values())
                                    .doesNotHaveDuplicates()
                                    .noneMatch(String::isBlank);
                            assertThat(Item.LETTERS).contains(item.correctAnswer());
                            assertThat(List.of(item.directive(), item.category()))
                                    .noneMatch(String::isBlank);
                            assertThat(item.score()).isBetween(1, 3);
                        });
    }

    @Test
    void leavesOneBlankInASentenceToComplete() {
        assertThat(ITEMS)
                .allSatisfy(
                        item -> {
                            var blanks = BLANK.matcher(item.sentence()).results().toList();
                            assertThat(blanks).hasSizeLessThanOrEqualTo(1);
                            assertThat(blanks).allMatch(blank -> blank.group().length() == 5);
                            if (item.type().equals("sentence_completion")) {
                                assertThat(blanks).hasSize(1);
                            }
                        });
    }

    @Test
    void saysWhyWithoutNamingALetter() {
        assertThat(ITEMS)
                .extracting(Item::explanation)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() >= 40)
                .noneMatch(text -> LETTER_NAMED.matcher(text).find());
    }

    @Test
    void spreadsTheKeysOverTheLetters() {
        var keys = ITEMS.stream().collect(groupingBy(Item::correctAnswer, counting()));
        assertThat(keys).hasSize(4);
        assertThat(keys.values())
                .allMatch(count -> count >= 0.2 * ITEMS.size() && count <= 0.3 * ITEMS.size());
    }

    @Test
    void doesNotBetrayTheKeyByItsLength() {
        long longest = ITEMS.stream().filter(BankTest::keyIsLongest).count();
        assertThat(longest).isLessThanOrEqualTo(ITEMS.size() * 35 / 100);
    }

    private static boolean keyIsLongest(Item item) {
        int key = item.options().get(item.correctAnswer()).length();
        return item.options().values().stream().filter(text -> text.length() >= key).count() == 1;
    }

    @Test
    void asksNothingTwice() {
        assertThat(ITEMS)
                .extracting(item -> item.sentence().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }
}
