package io.quizsmith.worker;

import io.quizsmith.json.Json;
import io.quizsmith.task.Task;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The AI worker, over HTTPS; over HTTP only on this machine. Redirects are not followed: they would
 * carry the token elsewhere. Answers are bounded in size and, as a whole, in time.
 */
public final class Worker {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final int NOT_IMPLEMENTED = 501;
    private static final long MAX_ANSWER_BYTES = 6L * 1024 * 1024;
    private static final String NO_ANSWER = "no answer, or one of more than 6 MB";

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String url;
    private final Supplier<Optional<Tokens>> known;
    private final Supplier<Optional<Tokens>> lookAgain;
    private final String callbackUrl;

    /**
     * A worker to work with.
     *
     * @param url the worker's base address
     * @param tokens for the header X-AI-Worker-Token
     * @param callbackUrl where the worker sends its results; {@code ""} where nothing is handed
     *     over
     */
    public Worker(String url, WorkerTokens tokens, String callbackUrl) {
        this(url, tokens::known, tokens::lookAgain, callbackUrl);
    }

    /** A worker whose health is asked and no more. */
    public Worker(String url) {
        this(url, Optional::empty, Optional::empty, "");
    }

    Worker(
            String url,
            Supplier<Optional<Tokens>> known,
            Supplier<Optional<Tokens>> lookAgain,
            String callbackUrl) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.known = known;
        this.lookAgain = lookAgain;
        this.callbackUrl = callbackUrl.endsWith("/") ? callbackUrl : callbackUrl + "/";
    }

    /** What the worker says of a task that it was given. */
    public sealed interface Said {
        /** It is done: the body of the callback that never came. */
        record Finished(Map<String, Object> answer) implements Said {}

        record Running() implements Said {}

        /** It does not know the task, or has failed. */
        record NotAtIt() implements Said {}

        /** It cannot be reached, or makes no sense. */
        record NothingUseful() implements Said {}
    }

    /** Hands over the task's current attempt. A repeat carries the same Idempotency-Key. */
    public HandOver handOver(Task task, String traceparent) {
        return handOver(task, List.of(), traceparent);
    }

    /**
     * As above.
     *
     * @param avoid the sentences that a task with a part of its questions has already
     */
    public HandOver handOver(Task task, List<String> avoid, String traceparent) {
        try {
            return heard(
                    sendWithToken(
                            token ->
                                    request("/generate")
                                            .header("Content-Type", "application/json")
                                            .header(
                                                    "Idempotency-Key",
                                                    task.id() + "/" + task.attempt())
                                            .header("traceparent", traceparent)
                                            .POST(body(task, avoid, token))));
        } catch (IOException unreachable) {
            return new HandOver.Faulty(NO_ANSWER, Optional.empty());
        } catch (NotOursToCall wrong) {
            return new HandOver.Misconfigured(wrong.why);
        }
    }

    private HttpRequest.BodyPublisher body(Task task, List<String> avoid, String token) {
        return HttpRequest.BodyPublishers.ofByteArray(
                Json.bytes(GenerateBody.of(task, avoid, callbackUrl, token)));
    }

    /** What the worker answered, not read yet: that takes many times the room. */
    public static final class Heard {
        private final int status;
        private final byte[] body;

        private Heard(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        public Said read() {
            if (status == 404) {
                return new Said.NotAtIt();
            }
            var fields = Json.object(body);
            if (status != 200 || fields.isEmpty()) {
                return new Said.NothingUseful();
            }
            return switch (String.valueOf(fields.get().get("status"))) {
                case "completed" -> new Said.Finished(fields.get());
                case "queued", "accepted", "pending", "running", "processing" -> new Said.Running();
                case "failed", "error", "cancelled" -> new Said.NotAtIt();
                default -> new Said.NothingUseful();
            };
        }
    }

    /** Asks what became of a task. */
    public Heard ask(String workersId) {
        try {
            String id = URLEncoder.encode(workersId, StandardCharsets.UTF_8);
            String path = "/task/" + id.replace("+", "%20"); // it is a path and no form
            var answer = sendWithToken(token -> request(path).GET());
            return new Heard(answer.statusCode(), answer.body());
        } catch (IOException | NotOursToCall unreachable) {
            return new Heard(0, new byte[0]);
        }
    }

    /** Whether GET /health answers 2xx in a short time. */
    public boolean isHealthy() {
        try {
            int status = health();
            return status >= 200 && status < 300;
        } catch (IOException | NotOursToCall unreachable) {
            return false;
        }
    }

    /**
     * Whether somebody is there at all: GET /health answers, be it that there is no such page. Only
     * where nothing or a server error comes is the worker down.
     */
    public boolean answers() {
        try {
            int status = health();
            return status < 500 || status == NOT_IMPLEMENTED;
        } catch (IOException | NotOursToCall unreachable) {
            return false;
        }
    }

    private int health() throws IOException, NotOursToCall {
        checkAddress();
        return send(request("/health").GET(), HEALTH_TIMEOUT).statusCode();
    }

    /** The call cannot be made as things are set here. */
    private static final class NotOursToCall extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        NotOursToCall(String why) {
            super(why);
            this.why = why;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    /**
     * With the current token. A worker that does not know it, or knows the next one already, is
     * offered the others: so a rotation keeps nobody waiting.
     */
    private HttpResponse<byte[]> sendWithToken(Function<String, HttpRequest.Builder> request)
            throws IOException, NotOursToCall {
        checkAddress();
        long until = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
        var tokens = known.get().orElseThrow(() -> new NotOursToCall("the token cannot be read"));
        if (tokens.all().isEmpty()) {
            throw new NotOursToCall("the token is not set");
        }
        String current = tokens.all().getFirst();
        var answer = send(withToken(request, current), left(until));
        if (!isUnknownToken(answer)) {
            return answer;
        }
        for (String other : lookAgain.get().orElse(tokens).all()) {
            if (!other.equals(current) && isUnknownToken(answer)) {
                answer = send(withToken(request, other), left(until));
            }
        }
        return answer;
    }

    private static HttpRequest.Builder withToken(
            Function<String, HttpRequest.Builder> request, String token) throws NotOursToCall {
        try {
            return request.apply(token).header("X-AI-Worker-Token", token);
        } catch (IllegalArgumentException noHeader) {
            throw new NotOursToCall("the token cannot be sent as a header");
        }
    }

    private static boolean isUnknownToken(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 401 || answer.statusCode() == 403;
    }

    private static Duration left(long until) {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    private void checkAddress() throws NotOursToCall {
        try {
            var address = URI.create(url);
            String host = address.getHost() == null ? "" : address.getHost();
            if ("https".equalsIgnoreCase(address.getScheme()) && !host.isEmpty()) {
                return;
            }
            if ("http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.matcher(host).matches()) {
                return;
            }
        } catch (IllegalArgumentException unreadable) {
            throw new NotOursToCall("the address is none");
        }
        throw new NotOursToCall("the address must be https");
    }

    /**
     * The request's own timeout would end with the head of the answer: a body may drip for ever.
     */
    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration limit)
            throws IOException {
        var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES);
        var answer = http.sendAsync(request.build(), body);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException broken) {
            throw new IOException("no whole answer", broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        } finally {
            answer.cancel(true);
        }
    }

    private static HandOver heard(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 200, 202 -> accepted(status, answer.body());
            case 429, 503 -> new HandOver.Busy(RetryAfter.of(answer));
            case 401, 403, 404, 405 -> new HandOver.Misconfigured("HTTP " + status);
            case 408, 425 -> new HandOver.Faulty("HTTP " + status, RetryAfter.of(answer));
            default -> {
                if (status >= 300 && status < 400) {
                    yield new HandOver.Misconfigured("HTTP " + status);
                }
                yield status >= 400 && status < 500
                        ? new HandOver.Refused(status)
                        : new HandOver.Faulty("HTTP " + status, RetryAfter.of(answer));
            }
        };
    }

    private static HandOver accepted(int status, byte[] body) {
        var json = Json.object(body);
        if (status == 200) {
            return json.map(fields -> fields.get("questions")) //
                                    .orElse(null)
                            instanceof List<?> questions
                    ? new HandOver.Answered(questions)
                    : new HandOver.Faulty("HTTP 200 without questions", Optional.empty());
        }
        Object id = json.map(fields -> fields.get("task_id")).orElse("");
        return new HandOver.Taken(
                id instanceof String || id instanceof Number ? id.toString() : "");
    }
}
