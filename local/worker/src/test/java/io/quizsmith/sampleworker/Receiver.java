package io.quizsmith.sampleworker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Takes callbacks on loopback. Answers 201, or what it was told to answer next. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Arrived> callbacks = new ArrayBlockingQueue<>(1000);
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    /** A callback as it came. */
    record Arrived(String token, JsonNode body) {

        String workerTaskId() {
            return body.path("worker_task_id").asText();
        }

        JsonNode questions() {
            return body.path("questions");
        }
    }

    Receiver() {
        this(0);
    }

    Receiver(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void answersNext(Integer... these) {
        statuses.addAll(List.of(these));
    }

    Arrived next() {
        try {
            Arrived callback = callbacks.poll(10, TimeUnit.SECONDS);
            assertThat(callback).as("a callback").isNotNull();
            return callback;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    boolean heardNothing() {
        return callbacks.isEmpty();
    }

    private void receive(HttpExchange exchange) throws IOException {
        var callback =
                new Arrived(
                        exchange.getRequestHeaders().getFirst("X-AI-Worker-Token"),
                        Json.read(exchange.getRequestBody().readAllBytes()));
        Integer status = statuses.poll();
        byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        callbacks.add(callback);
        exchange.sendResponseHeaders(status == null ? 201 : status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
