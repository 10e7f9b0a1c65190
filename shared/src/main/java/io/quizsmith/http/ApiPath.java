package io.quizsmith.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The paths of the HTTP API and the methods that each knows. A slash at the end is the same path.
 */
@SuppressWarnings("ImmutableEnumChecker") // both lists are unmodifiable
public enum ApiPath {
    GENERATE("generate", "POST"),
    RECEIVE("receive", "POST"),
    HEALTH("health", "GET"),
    HEALTH_DETAILS("health/details", "GET"),
    TASKS("tasks", "GET"),
    TASK("tasks/{id}", "GET", "DELETE"),
    QUESTIONS("tasks/{id}/questions", "GET"),
    EVENTS("tasks/{id}/events", "GET"),
    CANCEL("tasks/{id}/cancel", "POST"),
    RETRY("tasks/{id}/retry", "POST"),
    FAIL("tasks/{id}/fail", "POST"),
    DETAILS("tasks/{id}/details", "GET"),
    CALLBACK("tasks/{id}/callbacks/{callback}", "GET"),
    UNKNOWN_CALLBACKS("callbacks/unknown", "GET"),
    UNKNOWN_CALLBACK("callbacks/unknown/{callback}", "GET"),
    USERS("users", "GET"),
    BULKS("bulk", "GET", "POST"),
    BULK("bulk/{id}", "GET"),
    BULK_RUN("bulk/{id}/run", "POST"),
    ANSWERS("tasks/{id}/answers", "GET", "POST"),
    BANK("questions", "GET"),
    QUESTION("questions/{id}", "GET"),
    FLAG("questions/{id}/flag", "POST", "DELETE"),
    PRACTICE("practice", "POST"),
    PRACTICE_ANSWERS("practice/answers", "POST"),
    STATISTICS("users/{id}/statistics", "GET"),
    USER("users/{id}", "GET", "PUT"),
    OVERVIEW("overview", "GET"),
    DEAD_LETTERS("dead-letters", "GET"),
    REDRIVE("dead-letters/{id}/redrive", "POST"),
    DISCARD("dead-letters/{id}/discard", "POST");

    private static final String BASE = "/api/ai/";

    private static final List<ApiPath> ALL = List.of(values());

    private final List<String> segments;
    private final List<String> methods;

    ApiPath(String template, String... methods) {
        this.segments = List.of(template.split("/", -1));
        this.methods = List.of(methods);
    }

    /**
     * A path that was asked for.
     *
     * @param id what stands for the first variable, {@code ""} where there is none
     */
    public record Match(ApiPath path, String id) {}

    /** The path that a raw request path spells; empty where there is no such path. */
    public static Optional<Match> match(String rawPath) {
        if (!rawPath.startsWith(BASE)) {
            return Optional.empty();
        }
        var asked = new ArrayList<>(Arrays.asList(rawPath.substring(BASE.length()).split("/", -1)));
        if (asked.size() > 1 && asked.getLast().isEmpty()) {
            asked.removeLast();
        }
        for (ApiPath path : ALL) {
            if (path.matches(asked)) {
                return Optional.of(new Match(path, path.id(asked)));
            }
        }
        return Optional.empty();
    }

    private String id(List<String> asked) {
        for (int i = 0; i < asked.size(); i++) {
            if (isVariable(segments.get(i))) {
                return asked.get(i);
            }
        }
        return "";
    }

    private boolean matches(List<String> asked) {
        if (asked.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            String segment = segments.get(i);
            boolean fits = isVariable(segment) ? isId(asked.get(i)) : segment.equals(asked.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && !text.equals(".") && !text.equals("..");
    }

    /** Whether the path knows the method; HEAD goes where GET goes. */
    public boolean allows(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }

    /** The value of the header Allow. */
    public String allow() {
        var all = new ArrayList<>(methods);
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        return String.join(", ", all);
    }

    /** What old clients are told about the method: {@code POST only}. */
    public String only() {
        return methods.getFirst() + " only";
    }
}
