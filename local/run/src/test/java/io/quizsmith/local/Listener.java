package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears whatever would come to the logs: what functions log, throw and print. */
final class Listener implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Handler javaLogging =
            new Handler() {
                @Override
                public void publish(LogRecord message) {
                    logged.add(new SimpleFormatter().format(message));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    Listener() {
        var stream = new PrintStream(printed, true, UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        ROOT.addHandler(javaLogging);
    }

    void hear(String line) {
        logged.add(line);
    }

    /** Lambda prints what a handler did not catch, with everything that caused it. */
    void hear(Throwable escaped) {
        var text = new StringWriter();
        escaped.printStackTrace(new PrintWriter(text));
        logged.add(text.toString());
    }

    List<String> everything() {
        var all = new ArrayList<>(logged);
        all.addAll(printed.toString(UTF_8).lines().toList());
        return all;
    }

    /** The lines that functions logged as JSON: messages and metrics. */
    List<Map<String, Object>> lines() {
        return logged.stream()
                .map(line -> Json.object(line.getBytes(UTF_8)))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        ROOT.removeHandler(javaLogging);
        System.setOut(out);
        System.setErr(err);
    }
}
