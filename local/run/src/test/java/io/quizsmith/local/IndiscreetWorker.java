package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;

/**
 * An AI worker that does what the first word of the instructions says, and in whose every answer
 * there is something that no log may hold.
 */
final class IndiscreetWorker implements AutoCloseable {

    private final HttpServer server;
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Set<String> reports = new CopyOnWriteArraySet<>();

    /** What it was given, and the token that it was shown. */
    record Order(Map<String, Object> body, String token) {}

    private record Reply(int status, String body) {}

    IndiscreetWorker() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.server = HttpServer.create(address, 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Order> orders() {
        return orders;
    }

    /** The latest order for the task. */
    Optional<Order> order(String task) {
        return orders.reversed().stream()
                .filter(order -> task.equals(order.body().get("task_id")))
                .findFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            var reply =
                    switch (path) {
                        case "/health" -> new Reply(200, "{\"status\": \"ok\"}");
                        case "/generate" -> take(sent, exchange);
                        default -> report(path);
                    };
            if (reply.status() > 0) {
                byte[] body = reply.body().getBytes(UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Reply report(String path) {
        return reports.add(path)
                ? new Reply(200, "{\"status\": \"running\", \"at\": \"hush\"}")
                : new Reply(200, "{\"hush is no JSON");
    }

    private Reply take(byte[] sent, HttpExchange exchange) {
        var order = Json.object(sent).orElseThrow();
        orders.add(new Order(order, exchange.getRequestHeaders().getFirst("X-AI-Worker-Token")));
        String word = order.get("extra_instructions").toString().split(" ", 2)[0];
        return switch (word) {
            case "refuse" -> new Reply(422, "{\"error\": \"hush\"}");
            case "garble" -> new Reply(202, "{\"hush is no JSON");
            case "break" -> new Reply(500, "hush");
            case "reset" -> new Reply(0, "");
            case "busy" -> new Reply(429, "{\"error\": \"hush\"}");
            case "unauthorized" -> new Reply(401, "{\"error\": \"hush\"}");
            case "sync" -> new Reply(200, Json.write(Map.of("questions", questions(1))));
            default ->
                    new Reply(
                            202, Json.write(Map.of("task_id", "hush-job-" + order.get("task_id"))));
        };
    }

    /** Good ones, and a bad one where there are more than one. */
    static List<Object> questions(int number) {
        var questions = new ArrayList<Object>();
        for (int i = 0; i < number; i++) {
            String stem = i == 1 ? "" : "The hush-stem " + i + " is ___.";
            questions.add(
                    Map.of(
                            "sentence", stem,
                            "options",
                                    Map.of(
                                            "A", "hush-a", "B", "hush-b", "C", "hush-c", "D",
                                            "hush-d"),
                            "correct_answer", "B",
                            "explanation", "It is hush-explained.",
                            "type", "hush-type"));
        }
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
