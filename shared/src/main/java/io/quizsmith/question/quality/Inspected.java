package io.quizsmith.question.quality;

import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;

import java.util.List;

/**
 * A delivery as the rules leave it.
 *
 * @param accepted what the client gets, with flags
 * @param likenesses of each of them
 */
public record Inspected(List<Question> accepted, List<Likeness> likenesses, Quality quality) {

    public Inspected {
        accepted = List.copyOf(accepted);
        likenesses = List.copyOf(likenesses);
    }
}
