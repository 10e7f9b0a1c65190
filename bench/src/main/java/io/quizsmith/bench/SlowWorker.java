package io.quizsmith.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A worker that takes its time before it accepts a task, or never answers. No callback comes. */
final class SlowWorker implements AutoCloseable {

    private static final byte[] ACCEPTED =
            "{\"status\": \"accepted\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final Optional<Duration> delay;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().unstarted(task));

    /**
     * @param delay before the answer; empty: there is none
     */
    SlowWorker(Optional<Duration> delay) throws IOException {
        this.delay = delay;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) {
        delay.ifPresent(
                time -> {
                    var unused =
                            timer.schedule(
                                    () -> accept(exchange), time.toMillis(), TimeUnit.MILLISECONDS);
                });
    }

    private static void accept(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(202, ACCEPTED.length);
            exchange.getResponseBody().write(ACCEPTED);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.stop(0);
    }
}
