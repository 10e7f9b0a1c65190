package io.quizsmith.function;

import io.quizsmith.json.Json;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One JSON object a line: a constant message and ids, never a payload, a token or a header. */
public final class Log {

    private final Consumer<String> lines;
    private final InstantSource clock;

    public Log(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** A change of state. */
    public void info(String message, Map<String, ?> ids) {
        write("INFO", message, ids);
    }

    /** Something went wrong and was coped with. */
    public void warn(String message, Map<String, ?> ids) {
        write("WARN", message, ids);
    }

    /** A person must act. */
    public void error(String message, Map<String, ?> ids) {
        write("ERROR", message, ids);
    }

    /**
     * As {@link #warn(String, Map)}, with what was thrown: its kind and where, not what it says.
     */
    public void warn(String message, Map<String, ?> ids, Throwable thrown) {
        write("WARN", message, withThrown(ids, thrown));
    }

    /**
     * As {@link #error(String, Map)}, with what was thrown: its kind and where, not what it says.
     */
    public void error(String message, Map<String, ?> ids, Throwable thrown) {
        write("ERROR", message, withThrown(ids, thrown));
    }

    /** Exceptions may carry payloads in their messages; types and lines do not. */
    private static Map<String, ?> withThrown(Map<String, ?> ids, Throwable thrown) {
        var more = new LinkedHashMap<String, Object>(ids);
        more.put("thrown", kinds(thrown));
        more.put(
                "at",
                Arrays.stream(thrown.getStackTrace())
                        .limit(12)
                        .map(StackTraceElement::toString)
                        .toList());
        return more;
    }

    /** What kind of thing was thrown, and what kinds caused it. */
    static String kinds(Throwable thrown) {
        var chain = new ArrayList<String>();
        for (var cause = thrown; cause != null && chain.size() < 5; cause = cause.getCause()) {
            chain.add(cause.getClass().getName());
        }
        return String.join(" < ", chain);
    }

    private void write(String level, String message, Map<String, ?> ids) {
        var line = new LinkedHashMap<String, Object>();
        line.put("timestamp", clock.instant().toString());
        line.put("level", level);
        line.put("message", message);
        ids.forEach((name, value) -> line.put(name, String.valueOf(value)));
        lines.accept(Json.write(line));
    }
}
