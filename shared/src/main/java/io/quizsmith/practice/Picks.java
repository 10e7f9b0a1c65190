package io.quizsmith.practice;

import io.quizsmith.task.TaskId;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which questions a learner is given next: those not seen for longest. */
public final class Picks {

    private Picks() {}

    /**
     * A quiz that there is.
     *
     * @param marks of its questions, by number; those that nobody has touched may be missing
     */
    public record Of(TaskId task, int questions, Map<Integer, Mark> marks) {

        private Mark mark(int number) {
            return marks.getOrDefault(number, Mark.NONE);
        }
    }

    /**
     * All questions that are not flagged. Never seen ones come first, the oldest quiz before
     * others.
     *
     * @param oldestFirst the learner's quizzes
     */
    public static List<QuestionId> inOrder(List<Of> oldestFirst) {
        return oldestFirst.stream()
                .flatMap(
                        quiz ->
                                IntStream.rangeClosed(1, quiz.questions())
                                        .filter(number -> !quiz.mark(number).isFlagged())
                                        .mapToObj(number -> Pick.of(quiz, number)))
                .sorted(Comparator.comparing(Pick::seen)) // keeps the order of those alike
                .map(Pick::id)
                .toList();
    }

    private record Pick(QuestionId id, Instant seen) {

        private static Pick of(Of quiz, int number) {
            return new Pick(
                    new QuestionId(quiz.task(), number),
                    quiz.mark(number).seen().orElse(Instant.MIN));
        }
    }
}
