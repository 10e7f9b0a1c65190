package io.quizsmith.http;

import io.quizsmith.bulk.Bulk;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bulk action as operators see it. */
public final class BulkView {

    private BulkView() {}

    /** With a sample of its tasks, as they were when they were chosen. */
    public static Map<String, Object> withSample(Bulk bulk) {
        var view = of(bulk);
        view.put("sample", bulk.sample());
        return view;
    }

    public static Map<String, Object> of(Bulk bulk) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", bulk.id());
        view.put("action", bulk.action().wire());
        view.put("filter", bulk.filter());
        view.put("count", bulk.total());
        view.put("more", bulk.more());
        view.put("state", bulk.state());
        view.put("reason", bulk.reason());
        view.put("total", bulk.total());
        view.put("done", bulk.tally().done());
        view.put("succeeded", bulk.tally().succeeded());
        view.put("skipped", bulk.tally().skipped());
        view.put("failed", bulk.tally().failed());
        view.put("created_at", TaskView.time(bulk.createdAt()));
        view.put("expires_at", TaskView.time(bulk.expiresAt()));
        return view;
    }
}
