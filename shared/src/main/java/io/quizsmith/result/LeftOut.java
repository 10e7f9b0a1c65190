package io.quizsmith.result;

import io.quizsmith.question.Quality;
import io.quizsmith.question.Rejections;

import java.util.ArrayList;

/** For the client: how many questions it does not get, and why. */
final class LeftOut {

    private LeftOut() {}

    /** {@code ""} where it gets all that came. */
    static String note(Rejections malformed, Quality quality) {
        int count = quality.received() - quality.accepted();
        if (count == 0) {
            return "";
        }
        String some = count + " of " + quality.received() + " questions were ";
        return quality.leftOut(malformed) == 0
                ? some + "malformed and left out"
                : some + "left out: " + of(malformed, quality);
    }

    static String of(Rejections malformed, Quality quality) {
        int byRule = quality.leftOut(malformed);
        var reasons = new ArrayList<String>();
        if (malformed.count() > 0 || byRule == 0) {
            reasons.add(malformed.count() + " were malformed");
        }
        if (byRule > 0) {
            reasons.add(byRule + " did not pass the quality check");
        }
        return String.join(", ", reasons);
    }
}
