package io.quizsmith.bench;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.Options;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** What one machine's local run carries, beside the same calls made straight to its back ends. */
final class Scale {

    private static final int ROUNDS = 5;
    private static final int SECONDS = 3;
    private static final int WARM_UP = 16_000; // submits
    private static final int USERS = 5;
    private static final List<Integer> CLIENTS = List.of(1, 8, 64);

    private final Status status;
    private final List<Figure> figures = new ArrayList<>();

    Scale(Status status) {
        this.status = status;
    }

    /** A call over HTTP, and what it comes to without us. */
    private record Contest(String name, Callable<Boolean> ours, Callable<Boolean> straight) {}

    Part measure() throws IOException, InterruptedException {
        try (var worker = new SlowWorker(Optional.of(Duration.ZERO))) {
            load("", worker, CLIENTS);
        }
        try (var worker = new SlowWorker(Optional.of(Duration.ofSeconds(2)))) {
            load(", worker after 2 s", worker, List.of(8));
        }
        try (var worker = new SlowWorker(Optional.empty())) {
            load(", worker hangs", worker, List.of(8));
        }
        for (int clients : CLIENTS) {
            wholeTasks(clients);
        }
        return new Part("scale", "The local run under load", HOW, figures, List.of());
    }

    private void load(String suffix, SlowWorker worker, List<Integer> clients)
            throws InterruptedException {
        try (var run = LocalRun.start(Options.forTests().withOwnWorker(worker.uri()))) {
            var floor =
                    Stack.create(run.cloud(), Template.read(Template.path(), Map.of()), "floor");
            var submit = submit(run, floor);
            var read = read(run);
            warmUp(submit, run, WARM_UP);
            if (suffix.isEmpty()) {
                warmUp(read, run, WARM_UP * 3);
            }
            for (int each : clients) {
                contest(submit, suffix, run, each);
                if (suffix.isEmpty()) {
                    contest(read, suffix, run, each);
                }
            }
        }
    }

    /** Until the compilers of the JVM have done most of their work: that goes by calls. */
    private void warmUp(Contest contest, LocalRun run, int calls) throws InterruptedException {
        for (int done = 0; done < calls; ) {
            status.say("scale: warming up " + contest.name() + ", " + done + " of " + calls);
            done += Load.run(8, SECONDS, contest.ours()).millis().size();
            purge(run);
        }
        for (int done = 0; done < calls / 3; ) {
            done += Load.run(8, SECONDS, contest.straight()).millis().size();
        }
    }

    private static void purge(LocalRun run) {
        run.cloud().sqs().purgeQueue(PurgeQueueRequest.builder().queueUrl(run.queueUrl()).build());
    }

    private Contest submit(LocalRun run, Stack floor) {
        var user = Map.of("pk", text("USER#1"), "sk", text("PROFILE"));
        var dynamo = run.cloud().dynamo();
        var item = item(run);
        return new Contest(
                "submits",
                () -> post(run).status() == 202,
                () -> {
                    dynamo.getItem(
                            get -> get.tableName(run.tableName()).key(user).consistentRead(true));
                    var own = new HashMap<>(item);
                    own.put("pk", text("TASK#" + UUID.randomUUID()));
                    dynamo.putItem(
                            put ->
                                    put.tableName(floor.ref("Table"))
                                            .item(own)
                                            .conditionExpression("attribute_not_exists(#pk)")
                                            .expressionAttributeNames(Map.of("#pk", "pk"))
                                            .returnValuesOnConditionCheckFailure(
                                                    ReturnValuesOnConditionCheckFailure.ALL_OLD));
                    run.cloud()
                            .sqs()
                            .sendMessage(
                                    send ->
                                            send.queueUrl(floor.ref("TaskQueue"))
                                                    .messageBody("task"));
                    return true;
                });
    }

    private Contest read(LocalRun run) {
        var key = key(run);
        String path = "/api/ai/tasks/" + key.get("pk").s().substring(5) + "/";
        return new Contest(
                "status reads",
                () -> Http.get(run.apiUri().resolve(path)).status() == 200,
                () ->
                        run.cloud()
                                .dynamo()
                                .getItem(
                                        get ->
                                                get.tableName(run.tableName())
                                                        .key(key)
                                                        .consistentRead(true))
                                .hasItem());
    }

    /** The item of a task, to be written again under other keys. */
    private Map<String, AttributeValue> item(LocalRun run) {
        var key = key(run);
        return run.cloud().dynamo().getItem(get -> get.tableName(run.tableName()).key(key)).item();
    }

    private Map<String, AttributeValue> key(LocalRun run) {
        try {
            var answer = Json.object(post(run).body()).orElseThrow();
            return Map.of("pk", text("TASK#" + answer.get("task_id")), "sk", text("TASK"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void contest(Contest contest, String suffix, LocalRun run, int clients)
            throws InterruptedException {
        var ours = new ArrayList<Load.Result>();
        var straight = new ArrayList<Load.Result>();
        for (int round = 0; round < ROUNDS; round++) {
            status.say("scale: " + contest.name() + suffix + ", " + clients + " clients");
            var one = Load.run(clients, SECONDS, contest.ours());
            purge(run);
            var other = Load.run(clients, SECONDS, contest.straight());
            ours.add(one);
            straight.add(other);
        }
        String what = contest.name() + ", " + clients + (clients == 1 ? " client" : " clients");
        int errors = ours.stream().mapToInt(Load.Result::errors).sum();
        String target = clients == 1 ? "" : "at least 0.70";
        figures.add(
                Figure.of(
                                what + suffix + (errors == 0 ? "" : ", " + errors + " errors"),
                                "/s",
                                Load.Result.rates(ours))
                        .above(Load.Result.rates(straight), target));
        var latency = Load.Result.latency(ours);
        var least = Load.Result.latency(straight);
        for (double part : new double[] {0.5, 0.95, 0.99}) {
            figures.add(
                    Figure.of(
                                    what + suffix + ", p" + Math.round(part * 100),
                                    "ms",
                                    Sample.of(latency.percentile(part)))
                            .above(
                                    Sample.of(least.percentile(part)),
                                    part == 0.99 && clients > 1 ? "under 3" : ""));
        }
    }

    /** From the request until the status says completed. */
    private void wholeTasks(int clients) throws InterruptedException {
        try (var run = LocalRun.start(Options.forTests().withWorkerDelay(Duration.ZERO))) {
            var results = new ArrayList<Load.Result>();
            for (int round = 0; round <= ROUNDS; round++) {
                status.say("scale: whole tasks, " + clients + " clients");
                var result = Load.run(clients, SECONDS, () -> wholeTask(run));
                if (round > 0) {
                    results.add(result);
                }
            }
            String what = "whole tasks, " + clients + (clients == 1 ? " client" : " clients");
            figures.add(Figure.of(what, "/s", Load.Result.rates(results)));
            for (double part : new double[] {0.5, 0.99}) {
                var latency = Load.Result.latency(results).percentile(part);
                figures.add(
                        Figure.of(what + ", p" + Math.round(part * 100), "ms", Sample.of(latency)));
            }
        }
    }

    private static boolean wholeTask(LocalRun run) throws IOException {
        var task = Json.object(post(run).body()).orElseThrow();
        URI path = run.apiUri().resolve("/api/ai/tasks/" + task.get("task_id") + "/");
        while (!Boolean.TRUE.equals(task.get("is_completed"))) {
            task = Json.object(Http.get(path).body()).orElseThrow();
            if (Boolean.TRUE.equals(task.get("is_failed"))) {
                return false;
            }
        }
        return true;
    }

    private static Http.Reply post(LocalRun run) throws IOException {
        return Http.post(
                run.apiUri().resolve("/api/ai/generate/"),
                "{\"user_id\": %d, \"quiz_size\": 10}"
                        .formatted(1 + ThreadLocalRandom.current().nextInt(USERS)));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static final String HOW =
            """
            The local run, its clients and, in a process of their own, its embedded back ends, all on this machine; %d times
            %d seconds for each line, in turns with the floor, after %,d submits and thrice as many reads in which the JVM compiles and
            which do not count: the first 6,000 submits take two to four times as long. The floor makes the same calls
            with the same clients of the SDK: a submit's read, conditional write and message, a status's read. Latency is of
            all calls together. The worker accepts and never delivers, unless *whole tasks* are measured: there the sample worker
            delivers at once, five tasks are handed over at a time, and each client polls without a pause.
            """
                    .formatted(ROUNDS, SECONDS, WARM_UP);
}
