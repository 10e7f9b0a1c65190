package io.quizsmith.result;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;
import io.quizsmith.task.Partial;
import io.quizsmith.task.Task;

import java.util.ArrayList;
import java.util.List;

/** Whether the worker is asked for what is missing of a quiz, and what is there of it already. */
final class TopUp {

    private final ResultTable results;
    private final int rounds;

    /**
     * Rules for asking again.
     *
     * @param rounds how often the worker is asked for more
     */
    TopUp(ResultTable results, int rounds) {
        this.results = results;
        this.rounds = rounds;
    }

    /** The questions that earlier deliveries brought. */
    List<Question> former(Task task) {
        return task.partial()
                .map(partial -> results.questions(task.id(), partial.result()))
                .orElse(List.of());
    }

    boolean wantsMore(Task task, Quality quality) {
        return task.status().isPending()
                && quality.accepted() < quality.requested()
                && task.partial().map(Partial::rounds).orElse(0) < rounds;
    }

    /** What is there of the task's quiz once the delivery is stored under {@code resultId}. */
    static Partial partial(Task task, String resultId, String delivery, Quality quality) {
        var deliveries = new ArrayList<>(task.partial().map(Partial::deliveries).orElse(List.of()));
        deliveries.add(delivery);
        int rounds = task.partial().map(Partial::rounds).orElse(0) + 1;
        return new Partial(resultId, quality.accepted(), rounds, deliveries);
    }
}
