package io.quizsmith.local.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.json.Json;
import io.quizsmith.local.crash.Sabotage.Way;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * An AI worker over HTTP that does what a story says. It knows nothing of idempotency keys: what it
 * is given twice it makes twice, and differently.
 */
final class ScriptedWorker implements AutoCloseable {

    private static final Duration WORK = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofMinutes(10);

    private final HttpServer server;
    private final List<Job> jobs = new ArrayList<>();
    private final Map<String, Integer> given = new HashMap<>();
    private volatile World world;
    private volatile boolean down;

    /**
     * What it was given.
     *
     * @param id its own, or ours, as it will say it
     * @param over when it has nothing more to do with it
     */
    record Job(
            String id,
            String task,
            Act act,
            URI callbackUrl,
            Map<String, Object> questions,
            Instant over) {}

    private record Reply(int status, Map<String, ?> body) {}

    ScriptedWorker() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.server = HttpServer.create(address, 0);
        this.server.createContext("/", this::handle);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Forgets all, and works for another world. */
    synchronized void begin(World other) {
        world = other;
        jobs.clear();
        given.clear();
        down = false;
    }

    void setDown(boolean isDown) {
        down = isDown;
    }

    /** The stems of everything usable that it made for the task, by delivery. */
    synchronized List<List<String>> made(String task) {
        return jobs.stream()
                .filter(job -> job.task.equals(task))
                .map(job -> stems(job.questions))
                .toList();
    }

    private static List<String> stems(Map<String, Object> delivery) {
        return ((List<?>) delivery.get("questions"))
                .stream()
                        .map(question -> ((Map<?, ?>) question).get("sentence").toString())
                        .filter(stem -> !stem.isEmpty())
                        .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        var from = world.process(path.startsWith("/task/") ? "SweepFunction" : "DispatchFunction");
        try (exchange) {
            if (down || from.isDead()) {
                return;
            }
            Optional<Way> way =
                    from.meet(
                            exchange.getRequestMethod()
                                    + " "
                                    + path.replaceAll("^/([a-z]+).*", "$1"));
            way.filter(Way::isDeath).ifPresent(death -> from.die());
            if (way.filter(known -> !known.isAfter()).isPresent()) {
                return;
            }
            byte[] request = exchange.getRequestBody().readAllBytes();
            Optional<Reply> reply = answer(path, request);
            if (way.isEmpty() && reply.isPresent()) {
                byte[] body = Json.bytes(reply.get().body());
                exchange.sendResponseHeaders(reply.get().status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Optional<Reply> answer(String path, byte[] request) {
        if (path.equals("/health")) {
            return Optional.of(new Reply(200, Map.of("status", "ok")));
        }
        return path.equals("/generate")
                ? take(Json.object(request).orElseThrow())
                : Optional.of(report(path.substring("/task/".length())));
    }

    private synchronized Reply report(String id) {
        var job = jobs.reversed().stream().filter(each -> isCalled(each, id)).findFirst();
        if (job.isEmpty()) {
            return new Reply(404, Map.of("error", "unknown"));
        }
        return switch (job.get().act()) {
            case LOST -> {
                var body = new HashMap<>(job.get().questions());
                body.put("status", "completed");
                yield new Reply(200, body);
            }
            case FORGETS -> new Reply(404, Map.of("error", "unknown"));
            default -> new Reply(200, Map.of("status", "running"));
        };
    }

    private static boolean isCalled(Job job, String id) {
        return job.id().equals(id) || job.task().equals(id);
    }

    private synchronized Optional<Reply> take(Map<String, Object> order) {
        String task = order.get("task_id").toString();
        Instant now = world.now();
        long busy = jobs.stream().filter(job -> job.over().isAfter(now)).count();
        if (busy >= world.story().capacity()) {
            return Optional.of(new Reply(429, Map.of("error", "busy: hush")));
        }
        var wish = world.wish(order.get("extra_instructions").toString());
        int times = given.merge(task, 1, Integer::sum);
        var act = wish.acts().get(Math.min(times, wish.acts().size()) - 1);
        return switch (act) {
            case BUSY -> Optional.of(new Reply(429, Map.of("error", "busy: hush")));
            case BROKEN -> Optional.of(new Reply(500, Map.of("error", "broken: hush")));
            case REFUSES -> Optional.of(new Reply(400, Map.of("error", "refused: hush")));
            case UNAUTHORIZED -> Optional.of(new Reply(401, Map.of("error", "who are you? hush")));
            case RESET -> Optional.empty();
            default -> accept(order, task, act, now);
        };
    }

    private Optional<Reply> accept(Map<String, Object> order, String task, Act act, Instant now) {
        boolean ownId = act == Act.OWN_ID || act == Act.EARLY_OWN_ID || act == Act.FAILS_OWN_ID;
        String id = ownId ? "hush-job-" + jobs.size() + "-of-" + task : task;
        var questions = Map.<String, Object>of("questions", questions(act, jobs.size(), task));
        boolean atOnce = act == Act.SYNC || act == Act.EARLY || act == Act.EARLY_OWN_ID;
        Duration time =
                switch (act) {
                    case SILENT, LOST, FORGETS -> NEVER;
                    case LATE -> Stage.TASK_DEADLINE.multipliedBy(2).plus(WORK);
                    default -> atOnce ? Duration.ZERO : WORK;
                };
        var url = URI.create(order.get("callback_url").toString());
        var job = new Job(id, task, act, url, questions, now.plus(time));
        jobs.add(job);
        var callback = new HashMap<String, Object>();
        callback.put("worker_task_id", id);
        callback.put("user_id", order.get("user_id"));
        switch (act) {
            case SYNC -> {
                return Optional.of(new Reply(200, questions));
            }
            case SILENT, LOST, FORGETS -> {}
            case FAILS, FAILS_OWN_ID -> {
                callback.put("status", "failed");
                callback.put("error", "out of ideas: hush");
                world.callBackLater(url, callback, job.over());
            }
            case TWICE -> {
                callback.putAll(questions);
                world.callBackLater(url, callback, job.over());
                world.callBackLater(url, callback, job.over());
            }
            default -> {
                callback.putAll(questions);
                if (atOnce) {
                    world.callBack(url, callback);
                } else {
                    world.callBackLater(url, callback, job.over());
                }
            }
        }
        return Optional.of(new Reply(202, Map.of("task_id", id, "status", "accepted")));
    }

    private static List<Map<String, Object>> questions(Act act, int job, String task) {
        var questions = new ArrayList<Map<String, Object>>();
        for (int i = 1; i <= 3; i++) {
            boolean bad = act == Act.JUNK || (act == Act.PARTIAL && i == 2);
            questions.add(
                    Map.of(
                            "sentence",
                            bad
                                    ? ""
                                    : "Question %d of job %d for %s: hush ___."
                                            .formatted(i, job, task),
                            "options",
                            Map.of("A", "hush", "B", "hushes", "C", "hushing", "D", "hushed"),
                            "correct_answer",
                            "B"));
        }
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
