package io.quizsmith.result;

import io.quizsmith.question.Quality;
import io.quizsmith.question.Quiz;

import java.util.ArrayList;

/** For the client: how many questions it does not get, and why. */
final class LeftOut {

    private LeftOut() {}

    /** {@code ""} where it gets all that came. */
    static String note(Quiz quiz, Quality quality) {
        int count = quiz.rejections().count() + quality.leftOut();
        if (count == 0) {
            return "";
        }
        return quality.leftOut() == 0
                ? count + " of " + quality.received() + " questions were malformed and left out"
                : count
                        + " of "
                        + quality.received()
                        + " questions were left out: "
                        + of(quiz, quality);
    }

    static String of(Quiz quiz, Quality quality) {
        var reasons = new ArrayList<String>();
        if (quiz.rejections().count() > 0 || quality.leftOut() == 0) {
            reasons.add(quiz.rejections().count() + " were malformed");
        }
        if (quality.leftOut() > 0) {
            reasons.add(quality.leftOut() + " did not pass the quality check");
        }
        return String.join(", ", reasons);
    }
}
