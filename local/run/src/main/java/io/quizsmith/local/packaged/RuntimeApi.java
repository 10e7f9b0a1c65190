package io.quizsmith.local.packaged;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lambda's Runtime API for one function: hands out events, takes answers. */
public final class RuntimeApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final LinkedBlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final HttpServer server;

    /** What the function made of an event. */
    record Answer(boolean ok, byte[] body) {}

    public RuntimeApi() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the function has been made and asks for its first event. */
    public void awaitInit() throws InterruptedException {
        if (!asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("no function came");
        }
    }

    /** Sends the event and waits for the answer; gives up early where the process has ended. */
    public byte[] invoke(byte[] event, Process function) throws InterruptedException {
        events.add(event);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = answers.poll(200, TimeUnit.MILLISECONDS);
            if (answer != null && answer.ok()) {
                return answer.body();
            }
            if (answer != null) {
                throw new IllegalStateException(
                        "the function failed: "
                                + new String(answer.body(), StandardCharsets.UTF_8));
            }
            if (!function.isAlive()) {
                throw new IllegalStateException("the function's process ended");
            }
        }
        throw new IllegalStateException("no answer within " + PATIENCE.toSeconds() + " s");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.endsWith("/invocation/next")) {
                next(exchange);
            } else {
                answers.add(
                        new Answer(
                                path.endsWith("/response"),
                                exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            byte[] event = events.take();
            long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", "sample-invocation");
            headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn",
                    "arn:aws:lambda:us-east-1:000000000000:function:sample");
            headers.set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
