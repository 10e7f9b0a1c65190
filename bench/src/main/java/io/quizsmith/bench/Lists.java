package io.quizsmith.bench;

import io.quizsmith.cloud.Cloud;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What lists and a status cost with a thousand tasks in the table, and with very many. */
final class Lists {

    private static final int FEW = 1000;
    private static final int CALLS = 30;
    private static final int BATCH = 25;

    private final Status status;
    private final int many;

    Lists(Status status, int many) {
        this.status = status;
        this.many = many;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        try (var cloud = Cloud.embedded(Optional.empty());
                var life =
                        new Life(cloud, Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0"))) {
            var handed = life.handOver(10, "", new HashMap<>());
            var asked = new LinkedHashMap<String, byte[]>();
            asked.put("first page of a user", Event.get("/api/ai/tasks/"));
            asked.put("first page of all", Event.getAsOperator("/api/ai/tasks/"));
            asked.put("status", Event.get(handed.path()));
            var item = life.item(handed.path());
            fill(life, item, 0, FEW);
            var few = ask(life, asked);
            fill(life, item, FEW, many);
            var more = ask(life, asked);
            return figures(few, more);
        }
    }

    private Map<String, List<Life.Step>> ask(Life life, Map<String, byte[]> asked) {
        var steps = new LinkedHashMap<String, List<Life.Step>>();
        for (int i = 0; i < 2 * CALLS; i++) {
            for (var each : asked.entrySet()) {
                var step = life.ask("QueryFunction", each.getValue());
                if (i >= CALLS) {
                    steps.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(step);
                }
            }
        }
        return steps;
    }

    private List<Figure> figures(
            Map<String, List<Life.Step>> few, Map<String, List<Life.Step>> more) {
        var figures = new ArrayList<Figure>();
        for (String what : few.keySet()) {
            String of = String.format("%s, %,d tasks", what, many);
            figures.add(
                    figure(of, "calls", few.get(what), more.get(what), each -> each.cost().calls())
                            .above(sample(few.get(what), s -> s.cost().calls()), "the same"));
            ToDoubleFunction<Life.Step> units = each -> each.cost().readUnits().doubleValue();
            figures.add(
                    figure(of, "read units", few.get(what), more.get(what), units)
                            .above(sample(few.get(what), units), "the same"));
            figures.add(figure(of, "ms", few.get(what), more.get(what), Life.Step::millis));
        }
        return figures;
    }

    private static Figure figure(
            String what,
            String unit,
            List<Life.Step> few,
            List<Life.Step> more,
            ToDoubleFunction<Life.Step> measure) {
        return Figure.of(what, unit, sample(more, measure)).above(sample(few, measure), "under 2");
    }

    private static Sample sample(List<Life.Step> steps, ToDoubleFunction<Life.Step> measure) {
        return new Sample(steps.stream().mapToDouble(measure).toArray());
    }

    /** Copies of a task, each a second older than the one before, of a thousand users. */
    private void fill(Life life, Map<String, AttributeValue> item, int from, int to) {
        long newest = Long.parseLong(item.get("created_at").n());
        for (int i = from; i < to; i += BATCH) {
            status.say(String.format("scale: %,d of %,d tasks written", i, to));
            var puts = new ArrayList<WriteRequest>();
            for (int j = i; j < Math.min(to, i + BATCH); j++) {
                var copy = copy(item, j, newest - 1000L * (j + 1));
                puts.add(
                        WriteRequest.builder()
                                .putRequest(PutRequest.builder().item(copy).build())
                                .build());
            }
            life.write(puts);
        }
    }

    private static Map<String, AttributeValue> copy(
            Map<String, AttributeValue> item, int number, long created) {
        long user = 1L + number % 1000;
        String id = "task-" + user + "-" + created;
        var copy = new HashMap<>(item);
        copy.put("pk", AttributeValue.fromS("TASK#" + id));
        copy.put("task_id", AttributeValue.fromS(id));
        copy.put("user_id", AttributeValue.fromN(Long.toString(user)));
        copy.put("user_key", AttributeValue.fromS("USER#" + user));
        copy.put("created_at", AttributeValue.fromN(Long.toString(created)));
        copy.put("created_key", AttributeValue.fromS(String.format("%013d#%s", created, id)));
        String status = List.of("completed", "processing", "failed").get(number % 3);
        copy.put("status", AttributeValue.fromS(status));
        copy.put("status_key", AttributeValue.fromS(status + "#" + number % 4));
        return copy;
    }
}
