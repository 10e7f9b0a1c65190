package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.question.Question;
import io.quizsmith.question.quality.InspectQuiz.Purpose;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class HostileTextTest {

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_OPTION = 1000;

    /** A quarter of what a thread of Lambda has. */
    private static final int SMALL_STACK = 256 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a",
                "a'",
                "A, ",
                "option A, A, ",
                "B and ",
                "__ ",
                "_",
                "_____ ",
                "... ",
                "( ) ",
                "[",
                "{{",
                "<",
                "all of the above ",
                "which not ",
                "Which ",
                "all of these ",
                "1,234",
                "+1 234 ",
                "00",
                "1 ",
                "555-",
                "www.",
                "a@",
                "a@a.",
                "http://",
                "an _____ ",
                "the text above ",
                "“",
                "\"",
                "‘",
                "é",
                "e\u0301",
                "😀",
                "\u202e",
                "\n.",
                "\t,",
                "is correct ",
                "the correct answer is ",
                "漢",
                "(A) ",
                "A",
                "-",
                "9",
                ",111",
                "..",
                "x. ",
            })
    void anyTextIsLookedThroughInTheTimeAndRoomThereIs(String unit) throws InterruptedException {
        String text = longest(unit, LONGEST_TEXT);
        String option = longest(unit, LONGEST_OPTION - 1);
        var question =
                new Question(
                        text,
                        text,
                        List.of(option + "1", option + "2", option + "3", option + "4"),
                        "A",
                        text,
                        "sentence_completion",
                        "",
                        0,
                        "",
                        "");
        var quiz = SampleQuestions.quiz(List.of(question, question.with("Another one.")));
        var purpose = new Purpose("task-1-1", 2, Recent.NONE.with("task-1-0", List.of(question)));
        var failure = new AtomicReference<Throwable>();
        Runnable work = () -> new InspectQuiz(Switches.all(Mode.ENFORCE)).inspect(quiz, purpose);
        var thread = new Thread(null, work, "small", SMALL_STACK);
        thread.setUncaughtExceptionHandler((of, thrown) -> failure.set(thrown));

        thread.start();
        thread.join(10_000);

        assertThat(thread.isAlive()).as("still at it").isFalse();
        assertThat(failure.get()).isNull();
    }

    private static String longest(String unit, int characters) {
        int each = unit.codePointCount(0, unit.length());
        return unit.repeat(characters / each);
    }
}
