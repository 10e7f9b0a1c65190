package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;
import io.quizsmith.task.TaskId;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class ResultTableTest {

    private static final TaskId TASK = new TaskId("task-1-1");

    private static ResultTable results;

    @BeforeAll
    static void makeTable() {
        Stack stack = TestCloud.newStack();
        results = new ResultTable(stack.cloud().dynamo(), stack.ref("Table"));
    }

    @Test
    void aQuizOfTheLongestQuestionsAndASixMegabytePayloadAreKeptWhole() {
        var random = new Random(1);
        List<Question> questions = IntStream.range(0, 100).mapToObj(i -> longest(random)).toList();
        byte[] incompressible = new byte[6 * 1024 * 1024];
        random.nextBytes(incompressible);
        var payload = new ResultTable.Payload("digest", incompressible, 201, "{}", Instant.EPOCH);

        results.save(TASK, "big", questions, payload);
        results.save(TASK, "big", questions, payload);

        assertThat(results.questions(TASK, "big")).isEqualTo(questions);
        assertThat(results.questions(TASK, "other")).isEmpty();
    }

    @Test
    void whatBecameOfADeliveryIsNamedByBothAndNeverOverwrittenByAnotherOutcome() {
        var question = longest(new Random(2));
        var flagged = question.with(Set.of(Flaw.LONGEST_KEY));
        var payload = new ResultTable.Payload("digest", new byte[] {1}, 201, "{}", Instant.EPOCH);
        String name = ResultTable.result("delivery", List.of(question)).id();
        String other = ResultTable.result("delivery", List.of(flagged)).id();

        results.save(TASK, name, List.of(question), payload);
        results.save(TASK, other, List.of(flagged), payload);

        assertThat(results.questions(TASK, name)).containsExactly(question);
        assertThat(results.questions(TASK, other)).containsExactly(flagged);
        assertThat(List.of(name, other)).allMatch(each -> ResultTable.isOf(each, "delivery"));
        assertThat(ResultTable.isOf(name, "deliver")).isFalse();
    }

    @Test
    void aLargeDeliveryIsKeptThoughTheTableTakesNoMoreThanAPartAtATime() {
        Stack stack = TestCloud.newStack();
        try (var dynamo = ShortOfCapacity.client(stack.cloud())) {
            var results = new ResultTable(dynamo, stack.ref("Table"));
            byte[] incompressible = new byte[3_000_000];
            new Random(1).nextBytes(incompressible);
            results.keepUnknown(
                    "w-1",
                    new ResultTable.Payload("digest", incompressible, 404, "{}", Instant.EPOCH));

            assertThat(results.unknown("digest")).hasValue(incompressible);
        }
    }

    private static Question longest(Random random) {
        return new Question(
                text(random, 4000),
                text(random, 4000),
                List.of(
                        text(random, 1000),
                        text(random, 1000),
                        text(random, 1000),
                        text(random, 1000)),
                "A",
                text(random, 4000),
                "grammar",
                "advanced",
                1,
                "",
                "");
    }

    private static String text(Random random, int length) {
        return random.ints(length, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
