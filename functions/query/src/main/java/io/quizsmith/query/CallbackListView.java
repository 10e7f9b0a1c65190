package io.quizsmith.query;

import io.quizsmith.dynamo.CallbackList;

import java.util.LinkedHashMap;
import java.util.Map;

/** Callbacks in short, as operators see them. */
final class CallbackListView {

    private CallbackListView() {}

    static Map<String, Object> of(CallbackList.Page page) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", page.entries().size());
        view.put("callbacks", page.entries().stream().map(CallbackListView::ofNoTask).toList());
        view.put("next_cursor", page.next().map(Cursor::of).orElse(null));
        return view;
    }

    private static Map<String, Object> ofNoTask(CallbackList.Entry callback) {
        var view = entry(callback);
        view.put("quoted_id", callback.quotedId());
        return view;
    }

    static Map<String, Object> entry(CallbackList.Entry callback) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", callback.digest());
        view.put("received_at", callback.receivedAt().toString());
        view.put("status", callback.status());
        view.put("summary", callback.summary());
        view.put("bytes", callback.bytes().isPresent() ? callback.bytes().getAsLong() : null);
        return view;
    }
}
