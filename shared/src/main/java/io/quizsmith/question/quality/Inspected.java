package io.quizsmith.question.quality;

import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;

import java.util.List;

/**
 * A delivery as the rules leave it.
 *
 * @param accepted what the client gets, with flags
 */
public record Inspected(List<Question> accepted, Quality quality) {

    public Inspected {
        accepted = List.copyOf(accepted);
    }
}
