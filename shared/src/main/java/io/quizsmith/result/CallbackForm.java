package io.quizsmith.result;

import io.quizsmith.input.Fields;
import io.quizsmith.input.Violation;
import io.quizsmith.task.Attempt;
import io.quizsmith.task.QuizForm;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserRef;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a callback, read into one that can be taken in, or into what is wrong with it. */
public sealed interface CallbackForm {

    record WellFormed(Callback callback) implements CallbackForm {}

    record NoQuestions() implements CallbackForm {}

    record Malformed(List<Violation> violations) implements CallbackForm {}

    /**
     * Reads a callback.
     *
     * @param address the attempt that the address names, where the worker used the one it was given
     */
    static CallbackForm parse(Map<String, Object> json, byte[] body, Optional<Attempt> address) {
        var fields = new Fields(json);
        if ("failed".equals(json.get("status"))) {
            String id = workerTaskId(json.get("worker_task_id"), fields);
            Optional<UserRef> user =
                    json.get("user_id") == null
                            ? Optional.empty()
                            : Optional.ofNullable(QuizForm.user(json.get("user_id"), fields));
            var failed = new Callback.Content.Failed();
            return formed(fields, new Callback(id, origin(json, id, address), user, failed, body));
        }
        Object questions = json.get("questions");
        if (isEmpty(questions)) {
            return new NoQuestions();
        }
        UserRef user = QuizForm.user(json.get("user_id"), fields);
        String id = workerTaskId(json.get("worker_task_id"), fields);
        if (!(questions instanceof List<?> list)) {
            fields.reject("questions", "must be an array");
            return new Malformed(fields.violations());
        }
        var content = new Callback.Content.Delivered(list);
        var origin = origin(json, id, address);
        return formed(fields, new Callback(id, origin, Optional.ofNullable(user), content, body));
    }

    /** The address says it; else a worker that repeats our {@code task_id} and {@code attempt}. */
    private static Optional<Attempt> origin(
            Map<String, Object> json, String workerTaskId, Optional<Attempt> address) {
        if (address.isPresent()) {
            return address;
        }
        return json.get("attempt") instanceof Number number && number.intValue() > 0
                ? TaskId.parse(workerTaskId).map(task -> new Attempt(task, number.intValue()))
                : Optional.empty();
    }

    private static CallbackForm formed(Fields fields, Callback callback) {
        return fields.violations().isEmpty()
                ? new WellFormed(callback)
                : new Malformed(fields.violations());
    }

    private static boolean isEmpty(Object questions) {
        return switch (questions) {
            case null -> true;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case String text -> text.isEmpty();
            default -> false;
        };
    }

    /** A text, or a number of the worker's own. */
    private static String workerTaskId(Object value, Fields fields) {
        return switch (value) {
            case Number number -> number.toString();
            case String text when text.isBlank() -> required(fields);
            case String text when text.length() > 500 || !Fields.isUnicode(text) -> {
                fields.reject("worker_task_id", "must be Unicode text of at most 500 characters");
                yield "";
            }
            case String text -> text;
            case null -> required(fields);
            default -> {
                fields.reject("worker_task_id", "must be a string");
                yield "";
            }
        };
    }

    private static String required(Fields fields) {
        fields.reject("worker_task_id", "is required");
        return "";
    }
}
