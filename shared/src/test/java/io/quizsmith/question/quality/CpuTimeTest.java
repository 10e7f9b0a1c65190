package io.quizsmith.question.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;
import io.quizsmith.question.Quiz;
import io.quizsmith.question.quality.InspectQuiz.Purpose;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;

class CpuTimeTest {

    private static final int TIMES = 40;

    @Test
    void aQuestionIsLookedThroughInAFractionOfTheFiveMillisecondsItMayTake() {
        var recent = Recent.NONE;
        var json = Labelled.all().stream().map(Labelled::question).toList();
        for (int i = 0; i < 12; i++) {
            recent =
                    recent.with(
                            "task-1-" + i,
                            Quiz.parse(json.subList(i * 10, i * 10 + 10)).questions());
        }
        var purpose = new Purpose("task-1-999", json.size(), recent);
        var inspect = new InspectQuiz(Switches.all(Mode.ENFORCE));
        byte[] text = Json.bytes(json);
        List<?> read = Json.list(text);
        var quiz = Quiz.parse(read);

        double reading = millisPerQuestion(json.size(), () -> Quiz.parse(Json.list(text)));
        double inspecting = millisPerQuestion(json.size(), () -> inspect.inspect(quiz, purpose));

        System.out.printf(
                "CPU per question, warm: %.4f ms to look it through, %.4f ms to read it%n",
                inspecting, reading);
        assertThat(inspecting).isLessThan(5.0).isLessThan(reading * 100);
    }

    /** The best of many: what it takes when nothing else gets in the way. */
    private static double millisPerQuestion(int questions, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best / 1e6 / questions;
    }
}
