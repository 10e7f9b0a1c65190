package io.quizsmith.http;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Quality;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules say of a task's questions, as clients see it. */
final class QualityView {

    private QualityView() {}

    static Map<String, Object> of(Quality quality) {
        var view = new LinkedHashMap<String, Object>();
        view.put("requested", quality.requested());
        view.put("received", quality.received());
        view.put("accepted", quality.accepted());
        view.put("flagged", quality.flagged());
        view.put("rejected", rejected(quality.rejected()));
        view.put("would_reject", rejected(quality.wouldReject()));
        view.put("flags", names(quality.flaws()));
        view.put("score", quality.score());
        return view;
    }

    private static List<Map<String, Object>> rejected(List<Quality.Rejected> rejected) {
        return rejected.stream().map(QualityView::of).toList();
    }

    private static Map<String, Object> of(Quality.Rejected rejected) {
        var view = new LinkedHashMap<String, Object>();
        view.put("index", rejected.index());
        view.put("codes", names(rejected.flaws()));
        return view;
    }

    private static List<String> names(Collection<Flaw> flaws) {
        return flaws.stream().map(Flaw::name).toList();
    }
}
