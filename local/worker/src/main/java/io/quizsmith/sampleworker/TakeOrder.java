package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quizsmith.sampleworker.Jobs.Opening;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * POST /generate: takes a job, unless the token, the order, the capacity or a fault is against it.
 */
final class TakeOrder {

    private final Settings settings;
    private final SharedTokens tokens;
    private final Jobs jobs;
    private final Work work;

    TakeOrder(Settings settings, SharedTokens tokens, Jobs jobs, Work work) {
        this.settings = settings;
        this.tokens = tokens;
        this.jobs = jobs;
        this.work = work;
    }

    Reply take(Received received) {
        if (!tokens.know(received.header("X-AI-Worker-Token").orElse(""))) {
            return Reply.error(401, "Unauthorized");
        }
        Optional<String> key = received.header("Idempotency-Key");
        return switch (Order.parse(received.body(), settings)) {
            case Order.Parsed.Malformed(String why) -> Reply.error(400, why);
            case Order.Parsed.WellFormed(Order order) ->
                    key.flatMap(jobs::withKey).map(this::taken).orElseGet(() -> take(order, key));
        };
    }

    private Reply take(Order order, Optional<String> key) {
        return switch (order.fault()) {
            case BUSY -> jobs.tried(order) <= 2 ? Reply.busy() : open(order, key);
            case FLAKY -> jobs.tried(order) <= 1 ? failed() : open(order, key);
            case DOWN -> failed();
            case RESET -> new Reply.Nothing();
            case REFUSES -> Reply.error(422, "This quiz is not wanted here");
            case UNAUTHORIZED -> Reply.error(401, "Unauthorized");
            case REDIRECT -> Reply.json(307, Map.of("Location", "/generate"), Json.object());
            case NONE,
                    SLOW,
                    SILENT,
                    LOST,
                    TWICE,
                    LATE,
                    EARLY,
                    OWN_ID,
                    SYNC,
                    GARBAGE,
                    WRONG_TOKEN,
                    BROKEN,
                    PARTIAL,
                    EMPTY,
                    FAILS ->
                    open(order, key);
        };
    }

    private static Reply failed() {
        return Reply.error(500, "Internal error");
    }

    private Reply open(Order order, Optional<String> key) {
        return switch (jobs.open(order, key)) {
            case Opening.Full() -> Reply.busy();
            case Opening.Known(Job job) -> taken(job);
            case Opening.Opened(Job job) -> {
                work.start(job);
                yield taken(job);
            }
        };
    }

    private Reply taken(Job job) {
        if (job.order().fault() == Fault.SYNC) {
            return Reply.json(200, job.report());
        }
        if (job.order().fault() == Fault.GARBAGE) {
            return new Reply.Said(
                    202,
                    Map.of("Content-Type", "text/html"),
                    "<html>Accepted".getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode accepted = Json.object().put("task_id", job.id()).put("status", "accepted");
        return Reply.json(202, accepted);
    }
}
