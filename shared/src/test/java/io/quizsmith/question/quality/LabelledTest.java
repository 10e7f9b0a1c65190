package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Severity;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the rules find in questions whose flaws are known; docs/quality.md shows it. {@code
 * -Dquality.write=true} puts the document right.
 */
class LabelledTest {

    private static final Path DOCUMENT = Root.path().resolve("docs/quality.md");
    private static final String HEADING = "## Measured\n";

    private record Judged(Labelled item, Set<Flaw> found) {
        boolean isLabelled(Flaw flaw) {
            return item.labels().contains(flaw);
        }

        boolean isFound(Flaw flaw) {
            return found.contains(flaw);
        }
    }

    private static final List<Judged> JUDGED =
            Labelled.all().stream().map(item -> new Judged(item, item.found())).toList();

    private record Row(Flaw flaw, long right, long wrong, long missed) {
        double precision() {
            return right + wrong == 0 ? 1 : (double) right / (right + wrong);
        }

        double recall() {
            return right + missed == 0 ? 1 : (double) right / (right + missed);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %d | %.2f | %.2f |",
                    flaw,
                    flaw.severity().name().toLowerCase(Locale.ROOT),
                    right + missed,
                    right,
                    wrong,
                    missed,
                    precision(),
                    recall());
        }
    }

    @Test
    void theDocumentShowsWhatTheRulesFind() throws IOException {
        String measured = measured();
        System.out.println(measured);
        String document = Files.readString(DOCUMENT);
        String right =
                document.substring(0, document.indexOf(HEADING) + HEADING.length()) + measured;
        if (Boolean.getBoolean("quality.write")) {
            Files.writeString(DOCUMENT, right);
        } else {
            assertThat(document).as("run with -Dquality.write=true").isEqualTo(right);
        }
    }

    @Test
    void aRuleThatRejectsByItselfIsNeverWrong() {
        assertThat(rows())
                .filteredOn(row -> row.flaw().severity() == Severity.HARD)
                .allSatisfy(row -> assertThat(row.precision()).as(row.line()).isEqualTo(1.0));
    }

    @Test
    void everyRuleIsTriedAndHalfOfTheQuestionsAreFlawed() {
        long flawed = JUDGED.stream().filter(each -> !each.item().labels().isEmpty()).count();

        assertThat(JUDGED).hasSizeGreaterThanOrEqualTo(200);
        assertThat((double) flawed / JUDGED.size()).isBetween(0.45, 0.6);
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.right()).as(row.line()).isGreaterThan(2));
    }

    @Test
    void aQuestionWithoutAFlawIsNotRejected() {
        assertThat(JUDGED)
                .filteredOn(each -> each.item().labels().isEmpty())
                .allSatisfy(
                        each ->
                                assertThat(Flaw.areTooMany(each.found()))
                                        .as(each.item().id())
                                        .isFalse());
    }

    @Test
    void everyMissIsExplained() {
        assertThat(JUDGED)
                .filteredOn(each -> !each.found().equals(each.item().labels()))
                .allSatisfy(
                        each -> assertThat(each.item().note()).as(difference(each)).isNotEmpty());
    }

    private static List<Row> rows() {
        return EnumSet.range(Flaw.STRUCTURE, Flaw.EXPL_LETTER).stream()
                .map(LabelledTest::row)
                .toList();
    }

    private static Row row(Flaw flaw) {
        return new Row(
                flaw,
                JUDGED.stream().filter(each -> each.isLabelled(flaw) && each.isFound(flaw)).count(),
                JUDGED.stream()
                        .filter(each -> !each.isLabelled(flaw) && each.isFound(flaw))
                        .count(),
                JUDGED.stream()
                        .filter(each -> each.isLabelled(flaw) && !each.isFound(flaw))
                        .count());
    }

    private static String measured() {
        long flawed = JUDGED.stream().filter(each -> !each.item().labels().isEmpty()).count();
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("%d questions, %d of them with flaws.".formatted(JUDGED.size(), flawed));
        lines.add("");
        lines.add("| rule | severity | labelled | found | wrongly | missed | precision | recall |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- |");
        rows().forEach(row -> lines.add(row.line()));
        lines.add("");
        lines.add("Where the rules and the labels differ:");
        lines.add("");
        JUDGED.stream()
                .filter(each -> !each.found().equals(each.item().labels()))
                .forEach(each -> lines.add(difference(each)));
        return String.join("\n", lines) + "\n";
    }

    private static String difference(Judged judged) {
        var missed = EnumSet.noneOf(Flaw.class);
        missed.addAll(judged.item().labels());
        missed.removeAll(judged.found());
        var wrong = EnumSet.noneOf(Flaw.class);
        wrong.addAll(judged.found());
        wrong.removeAll(judged.item().labels());
        var parts = new ArrayList<String>();
        missed.forEach(flaw -> parts.add("missed " + flaw));
        wrong.forEach(flaw -> parts.add("wrongly " + flaw));
        return "- `%s`, %s: \"%s\" %s"
                .formatted(
                        judged.item().id(),
                        String.join(", ", parts),
                        judged.item().text(),
                        judged.item().note());
    }
}
