package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;

import io.quizsmith.json.Json;
import io.quizsmith.sampleworker.Fault;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A local run that asks for tokens, with a worker and users who say what no log may hold. */
final class Overheard implements AutoCloseable {

    private static final String KEY = "hush: the webhook key of 32 byte";
    private static final String CURRENT_PARAMETER = "/quizsmith/worker-token";

    final Hush hush = new Hush();
    final String current =
            hush.keep("whsec_" + Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8)));
    final String previous = "hush-previous-token";
    final LocalSsm ssm =
            LocalSsm.start()
                    .put(CURRENT_PARAMETER, current)
                    .put("/quizsmith/worker-token-previous", previous);
    final IndiscreetWorker worker = new IndiscreetWorker();
    final Listener listener = new Listener();
    final LocalRun run;
    final String operator;
    final String user;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What was answered. */
    record Reply(int status, String body) {

        Map<String, Object> json() {
            return Json.object(body.getBytes(UTF_8)).orElse(Map.of());
        }
    }

    Overheard() throws IOException {
        this.run = LocalRuns.start(options());
        this.operator = token("hush.operator@example.com", List.of("operators"));
        this.user = token("hush.reader@example.com", List.of());
    }

    private Options options() {
        var open = Options.forTests();
        var parameters = new HashMap<>(open.parameters());
        parameters.put("MaxPendingPerUser", "2");
        return new Options(
                0,
                0,
                0,
                Optional.of(worker.uri()),
                current,
                Duration.ZERO,
                Fault.NONE,
                Optional.empty(),
                false,
                now::get,
                parameters,
                Optional.of(ssm.uri()),
                Optional.of(0),
                listener::hear);
    }

    /** A token of a week, no part of which may be told. */
    private String token(String username, List<String> groups) {
        var issuer = run.issuer().orElseThrow();
        String token =
                issuer.signed(
                        new JWTClaimsSet.Builder()
                                .issuer(issuer.uri().toString())
                                .claim("client_id", LocalIssuer.CLIENT)
                                .claim("username", username)
                                .claim("email", username)
                                .claim("given_name", "Hush")
                                .claim("cognito:groups", groups)
                                .issueTime(Date.from(now.get().minusSeconds(1)))
                                .expirationTime(Date.from(now.get().plus(Duration.ofDays(7))))
                                .build());
        List.of(token.split("\\.")).forEach(hush::keep);
        return token;
    }

    void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** What sweep throws is heard, as in Lambda. */
    void sweep() {
        try {
            run.tick("SweepFunction");
        } catch (RuntimeException escaped) {
            listener.hear(escaped);
        }
    }

    Reply ask(String method, String path, String token, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(run.apiUri().resolve("/api/ai/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token);
        return send(request, headers);
    }

    /** Asks for a quiz of the user; the instructions begin with what the worker is to do. */
    Reply submit(String instructions, String... headers) {
        var body =
                Map.of(
                        "quiz_size",
                        2,
                        "declared_level",
                        "hush-level",
                        "profession",
                        "hush-maker",
                        "goals",
                        "hush-goal",
                        "preferred_topics",
                        List.of("hush-topic"),
                        "extra_instructions",
                        instructions + " and hush about it");
        return ask("POST", "generate/", user, Json.write(body), headers);
    }

    /** The id of a task that the worker is to do so with. */
    String submitted(String instructions) {
        var reply = submit(instructions);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().get("task_id").toString();
    }

    String await(String task, String status) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        var reply = ask("GET", "tasks/" + task + "/", operator, "");
        while (!status.equals(reply.json().get("status"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(task + " is not " + status + ": " + reply);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            reply = ask("GET", "tasks/" + task + "/", operator, "");
        }
        return task;
    }

    /** The address that the worker was given for the task; its signature is a secret. */
    URI address(String task) {
        String address = worker.order(task).orElseThrow().body().get("callback_url").toString();
        hush.keep(address.replaceAll(".*signature=", ""));
        return URI.create(address);
    }

    Reply callBack(URI address, String token, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString(body))
                        .header("X-AI-Worker-Token", token),
                headers);
    }

    /** With the current token, and signed. */
    Reply callBackSigned(URI address, String body) {
        long timestamp = now.get().getEpochSecond();
        String signature = hush.keep(Webhook.signature("hush-message", timestamp, body, KEY));
        return callBack(
                address,
                current,
                body,
                "webhook-id",
                "hush-message",
                "webhook-timestamp",
                String.valueOf(timestamp),
                "webhook-signature",
                signature);
    }

    private Reply send(HttpRequest.Builder request, String... headers) {
        request.header("Content-Type", "application/json").timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    List<Map<String, AttributeValue>> items() {
        return run
                .cloud()
                .dynamo()
                .scanPaginator(scan -> scan.tableName(run.tableName()).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    @Override
    public void close() {
        run.close();
        worker.close();
        ssm.close();
        listener.close();
    }
}
