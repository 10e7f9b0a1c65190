package io.quizsmith.http;

import io.quizsmith.rollup.Eta;
import io.quizsmith.rollup.SizeBand;
import io.quizsmith.task.Task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A task as clients see it. Times are whole seconds, UTC. */
public final class TaskView {

    private TaskView() {}

    /** A task, whenever it will end. */
    public static Map<String, Object> of(Task task) {
        return of(task, Optional.empty());
    }

    /** GET /api/ai/tasks/<task_id>/ */
    public static Map<String, Object> of(Task task, Optional<Eta> eta) {
        var view = new LinkedHashMap<String, Object>();
        view.put("task_id", task.id().value());
        view.put("status", task.status().wire());
        view.put("user_id", task.user().value());
        view.put("questions_created", task.questionsCreated());
        view.put("quiz_size_requested", task.request().quizSize());
        view.put("created_at", time(task.createdAt()));
        view.put("started_at", time(task.startedAt()));
        view.put("completed_at", time(task.completedAt()));
        view.put("duration_seconds", seconds(task.createdAt(), task.completedAt()));
        view.put("error_message", task.errorMessage());
        view.put(
                "is_completed",
                switch (task.status()) {
                    case COMPLETED -> true;
                    case QUEUED, PROCESSING, FAILED, CANCELLED -> false;
                });
        view.put(
                "is_failed",
                switch (task.status()) {
                    case FAILED -> true;
                    case QUEUED, PROCESSING, COMPLETED, CANCELLED -> false;
                });
        view.put("is_pending", task.status().isPending());
        view.put("attempt", task.attempt());
        view.put("quality", task.quality().map(QualityView::of).orElse(null));
        view.put("eta", eta.map(TaskView::of).orElse(null));
        return view;
    }

    /** The last field of a task that is pending. */
    public static Map<String, Object> of(Eta eta) {
        var basis = new LinkedHashMap<String, Object>();
        basis.put("samples", eta.samples());
        basis.put("quiz_size", eta.sizes().map(SizeBand::text).orElse(SizeBand.ANY));
        var view = new LinkedHashMap<String, Object>();
        view.put("p50_at", time(eta.p50At()));
        view.put("p90_at", time(eta.p90At()));
        view.put("basis", basis);
        return view;
    }

    /** The answer to a request for a quiz, or for another try. */
    public static Map<String, Object> queued(Task task) {
        var view = new LinkedHashMap<String, Object>();
        view.put("status", "queued");
        view.put("task_id", task.id().value());
        view.put("message", "Quiz generation started. Estimated time: 3-10 minutes");
        view.put("user_id", task.user().value());
        return view;
    }

    /** Where a client follows the task. */
    public static String location(Task task) {
        return "/api/ai/tasks/" + task.id() + "/";
    }

    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Null where it is not yet known. */
    public static String time(Optional<Instant> instant) {
        return instant.map(TaskView::time).orElse(null);
    }

    /** Whole seconds from creation to completion, as the times on the wire say; null before. */
    public static Long seconds(Instant createdAt, Optional<Instant> completedAt) {
        return completedAt
                .map(
                        end ->
                                Duration.between(
                                                createdAt.truncatedTo(ChronoUnit.SECONDS),
                                                end.truncatedTo(ChronoUnit.SECONDS))
                                        .toSeconds())
                .orElse(null);
    }
}
