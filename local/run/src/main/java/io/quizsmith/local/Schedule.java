package io.quizsmith.local;

import io.quizsmith.json.Json;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function that runs every so often. */
final class Schedule implements AutoCloseable {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes?\\)");

    private final LocalFunction function;
    private final Duration rate;
    private final InstantSource clock;
    private final Consumer<String> log;
    private Thread timer;

    Schedule(LocalFunction function, Duration rate, InstantSource clock, Consumer<String> log) {
        this.function = function;
        this.rate = rate;
        this.clock = clock;
        this.log = log;
    }

    /** The pause that {@code rate(1 minute)} means; null for what is not known here. */
    static Duration rate(String expression) {
        Matcher matcher = RATE.matcher(expression);
        return matcher.matches() ? Duration.ofMinutes(Long.parseLong(matcher.group(1))) : null;
    }

    void start() {
        timer = Thread.ofVirtual().name("schedule").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(clock instanceof FastClock fast ? fast.real(rate) : rate);
                tickSafely();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException broken) {
            log.accept(function.id() + " failed: " + broken);
        }
    }

    /** Runs the function now, and waits for its end. */
    void tick() {
        var event = new LinkedHashMap<String, Object>();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", "000000000000");
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", "us-east-1");
        event.put("resources", List.of());
        event.put("detail", Map.of());
        function.invoke(Json.bytes(event));
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.interrupt();
        }
    }
}
