package io.quizsmith.sampleworker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** The worker's endpoints: POST /generate, GET /health, GET /task/&lt;id&gt;. */
final class Routes implements HttpHandler {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String TASK = "/task/";

    private final Settings settings;
    private final Jobs jobs;
    private final TakeOrder takeOrder;
    private final Consumer<Received> log;
    private volatile boolean unreachable;

    Routes(Settings settings, Jobs jobs, TakeOrder takeOrder, Consumer<Received> log) {
        this.settings = settings;
        this.jobs = jobs;
        this.takeOrder = takeOrder;
        this.log = log;
    }

    void setUnreachable(boolean isUnreachable) {
        unreachable = isUnreachable;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (unreachable) {
            exchange.close();
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        var received =
                new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        Json.read(body));
        log.accept(received);
        Reply reply =
                body.length > MOST_BYTES
                        ? Reply.error(413, "The body is too large")
                        : answer(received);
        reply.send(exchange);
    }

    private Reply answer(Received received) {
        if (settings.fault() == Fault.DOWN) {
            return Reply.error(500, "Internal error");
        }
        String path = received.path().replaceAll("/+$", "");
        if (path.equals("/generate")) {
            return received.method().equals("POST") ? takeOrder.take(received) : notAllowed("POST");
        }
        if (path.equals("/health")) {
            return received.method().equals("GET")
                    ? Reply.json(200, Json.object().put("status", "ok"))
                    : notAllowed("GET");
        }
        if (path.startsWith(TASK)) {
            return received.method().equals("GET")
                    ? report(path.substring(TASK.length()))
                    : notAllowed("GET");
        }
        return Reply.error(404, "Not found");
    }

    private Reply report(String id) {
        return jobs.find(id)
                .map(job -> Reply.json(200, job.report()))
                .orElseGet(() -> Reply.error(404, "Task not found"));
    }

    private static Reply notAllowed(String method) {
        return Reply.json(
                405, Map.of("Allow", method), Json.object().put("error", method + " only"));
    }
}
