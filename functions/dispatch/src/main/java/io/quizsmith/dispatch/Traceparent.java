package io.quizsmith.dispatch;

import io.quizsmith.json.Digest;
import io.quizsmith.task.Task;

/** The header of that name (W3C Trace Context): one trace for a task, one span for each attempt. */
final class Traceparent {

    private static final int SPAN_LENGTH = 16;

    private Traceparent() {}

    static String of(Task task) {
        String trace = Digest.of(task.id().value());
        String span = Digest.of(task.id() + "/" + task.attempt()).substring(0, SPAN_LENGTH);
        return "00-" + trace + "-" + span + "-01";
    }
}
