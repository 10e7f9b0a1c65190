package io.quizsmith.http;

import io.quizsmith.input.Violation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Error answers: application/problem+json (RFC 9457) that also carries the {@code error} string of
 * old. Nothing in them comes from an exception.
 */
public final class Problem {

    private Problem() {}

    public static Answer invalid(String requestId, List<Violation> violations) {
        List<String> sentences = violations.stream().map(Violation::sentence).toList();
        return problem(400, "invalid-request", "Invalid request", String.join("; ", sentences))
                .error(sentences.getFirst())
                .errors(violations)
                .answer(requestId);
    }

    public static Answer invalid(String requestId, String field, String message) {
        return invalid(requestId, List.of(new Violation(field, message)));
    }

    /** The body is not JSON. */
    public static Answer invalidJson(String requestId) {
        return problem(400, "invalid-json", "Invalid request", "The body is not valid JSON")
                .error("Invalid JSON")
                .errors(List.of(new Violation("body", "is not valid JSON")))
                .answer(requestId);
    }

    public static Answer notAnObject(String requestId) {
        return problem(400, "invalid-request", "Invalid request", "The body must be a JSON object")
                .errors(List.of(new Violation("body", "must be a JSON object")))
                .answer(requestId);
    }

    public static Answer unauthorized(String requestId) {
        return unauthorized(requestId, "The worker token is missing or wrong");
    }

    /** The callback had the right token; {@code detail} says what else was wrong. */
    public static Answer unauthorized(String requestId, String detail) {
        return problem(401, "unauthorized", "Unauthorized", detail)
                .error("Unauthorized")
                .answer(requestId)
                .with("WWW-Authenticate", "X-AI-Worker-Token");
    }

    /** Nobody has vouched for the caller. */
    public static Answer unauthenticated(String requestId) {
        return problem(401, "unauthorized", "Unauthorized", "A valid token is needed")
                .error("Unauthorized")
                .answer(requestId)
                .with("WWW-Authenticate", "Bearer");
    }

    /** The caller is known and may not do this. */
    public static Answer forbidden(String requestId, String detail) {
        return problem(403, "forbidden", "Forbidden", detail).answer(requestId);
    }

    /** As above, because of what one field says. */
    public static Answer forbidden(String requestId, String field, String message) {
        return problem(403, "forbidden", "Forbidden", field + " " + message)
                .errors(List.of(new Violation(field, message)))
                .answer(requestId);
    }

    /** Says what was not found, as old clients know it: {@code Task not found}. */
    public static Answer notFound(String requestId, String error) {
        return problem(404, "not-found", "Not found", error).answer(requestId);
    }

    public static Answer methodNotAllowed(String requestId, ApiPath path) {
        return problem(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "This path allows " + path.allow())
                .error(path.only())
                .answer(requestId)
                .with("Allow", path.allow());
    }

    public static Answer conflict(String requestId, String detail) {
        return problem(409, "conflict", "Conflict", detail).answer(requestId);
    }

    public static Answer tooLarge(String requestId, String limit) {
        return problem(413, "too-large", "Body too large", "The body may have at most " + limit)
                .errors(List.of(new Violation("body", "may have at most " + limit)))
                .answer(requestId);
    }

    public static Answer notJson(String requestId) {
        return problem(
                        415,
                        "unsupported-media-type",
                        "Unsupported media type",
                        "Send the body as Content-Type: application/json")
                .errors(List.of(new Violation("Content-Type", "must be application/json")))
                .answer(requestId);
    }

    public static Answer unprocessable(
            String requestId, String detail, List<Violation> violations) {
        return problem(422, "unprocessable", "Unprocessable", detail)
                .errors(violations)
                .answer(requestId);
    }

    public static Answer unprocessable(String requestId, String detail) {
        return unprocessable(requestId, detail, List.of());
    }

    /** A callback without questions. */
    public static Answer noQuestions(String requestId) {
        return problem(400, "invalid-request", "Invalid request", "questions list is empty")
                .errors(List.of(new Violation("questions", "list is empty")))
                .answer(requestId);
    }

    /**
     * A user asks for more than they may have.
     *
     * @param policies the names of those that say so
     */
    public static Answer quotaExceeded(String requestId, String detail, List<String> policies) {
        return new Draft(
                        429,
                        "https://iana.org/assignments/http-problem-types#quota-exceeded",
                        "Request cannot be satisfied as assigned quota has been exceeded",
                        detail)
                .member("violated-policies", policies)
                .answer(requestId);
    }

    public static Answer internal(String requestId) {
        return problem(
                        500,
                        "internal",
                        "Internal error",
                        "Something went wrong here; it is logged under this request_id")
                .answer(requestId);
    }

    /** Nothing is wrong with the request: it may be sent again. */
    public static Answer unavailable(String requestId, Duration retryAfter) {
        return problem(
                        503,
                        "unavailable",
                        "Unavailable",
                        "This cannot be done at the moment; try again later")
                .answer(requestId)
                .with("Retry-After", String.valueOf(retryAfter.toSeconds()));
    }

    private static Draft problem(int status, String slug, String title, String detail) {
        return new Draft(status, "urn:quizsmith:problem:" + slug, title, detail);
    }

    /** A problem in the making. */
    private static final class Draft {

        private final int status;
        private final String type;
        private final String title;
        private final String detail;
        private String error;
        private List<Violation> errors = List.of();
        private final Map<String, Object> members = new LinkedHashMap<>();

        private Draft(int status, String type, String title, String detail) {
            this.status = status;
            this.type = type;
            this.title = title;
            this.detail = detail;
            this.error = detail;
        }

        private Draft error(String text) {
            error = text;
            return this;
        }

        private Draft errors(List<Violation> violations) {
            errors = violations;
            return this;
        }

        private Draft member(String name, Object value) {
            members.put(name, value);
            return this;
        }

        private Answer answer(String requestId) {
            var body = new LinkedHashMap<String, Object>();
            body.put("type", type);
            body.put("title", title);
            body.put("status", status);
            body.put("detail", detail);
            body.put("error", error);
            var fields = new ArrayList<Map<String, String>>();
            errors.forEach(
                    each -> fields.add(Map.of("field", each.field(), "message", each.message())));
            body.put("errors", fields);
            body.putAll(members);
            body.put("request_id", requestId);
            return new Answer(status, Map.of("Content-Type", "application/problem+json"), body);
        }
    }
}
