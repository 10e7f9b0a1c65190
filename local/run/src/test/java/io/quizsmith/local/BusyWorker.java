package io.quizsmith.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * A worker over HTTP that has room for a few jobs and is done with each in less than half a minute.
 */
final class BusyWorker implements AutoCloseable {

    private static final int LEAST_SECONDS = 10;
    private static final int SPREAD_SECONDS = 10;

    private final HttpServer server;
    private final InstantSource clock;
    private final int room;
    private final Random random = new Random(20260123);
    private final List<Job> running = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private int refused;
    private boolean stuck;
    private boolean slowToClear;

    /** What it was given. */
    record Job(String task, Object user, URI callbackUrl, Instant done) {}

    BusyWorker(int room, InstantSource clock) throws IOException {
        this.room = room;
        this.clock = clock;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/", this::handle);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The tasks that it took, in that order. */
    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    /** How often it said that it is busy. */
    synchronized int refused() {
        return refused;
    }

    /** From now on it gets nothing done, or goes on. */
    synchronized void setStuck(boolean isStuck) {
        stuck = isStuck;
    }

    /** From now on it tells of a result before it has room for another task. */
    synchronized void setSlowToClear() {
        slowToClear = true;
    }

    /** The jobs that are done by now. */
    synchronized List<Job> done() {
        var done =
                running.stream()
                        .filter(job -> !stuck && !job.done().isAfter(clock.instant()))
                        .toList();
        if (!slowToClear) {
            clear(done);
        }
        return done;
    }

    /** The jobs no longer take up room. */
    synchronized void clear(List<Job> jobs) {
        running.removeAll(jobs);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            boolean hasRoom = take(Json.object(request).orElseThrow());
            byte[] answer = Json.bytes(Map.of());
            exchange.sendResponseHeaders(hasRoom ? 202 : 429, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private synchronized boolean take(Map<String, Object> order) {
        if (running.size() >= room) {
            refused++;
            return false;
        }
        String task = order.get("task_id").toString();
        taken.add(task);
        var time = Duration.ofSeconds(LEAST_SECONDS + random.nextInt(SPREAD_SECONDS));
        var callbackUrl = URI.create(order.get("callback_url").toString());
        running.add(new Job(task, order.get("user_id"), callbackUrl, clock.instant().plus(time)));
        return true;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
