package io.quizsmith.task;

import io.quizsmith.question.Quality;

import java.util.List;

/**
 * What a pending task has of its quiz already, while the worker is asked for the rest.
 *
 * @param result names the stored questions
 * @param questions how many they are
 * @param rounds how often the worker has been asked for more
 * @param deliveries names what they came from
 */
public record Partial(String result, int questions, int rounds, List<String> deliveries) {

    public Partial {
        deliveries = List.copyOf(deliveries);
    }

    /** For the client, once nothing more is to come; {@code ""} where nothing is missing. */
    public static String note(Quality quality) {
        return quality.accepted() < quality.requested()
                ? quality.accepted()
                        + " of "
                        + quality.requested()
                        + " questions: the AI worker sent no more that can be used"
                : "";
    }
}
