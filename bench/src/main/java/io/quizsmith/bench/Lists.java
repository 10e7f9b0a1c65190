package io.quizsmith.bench;

import io.quizsmith.cloud.Cloud;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What lists and a status cost with a thousand tasks in the table, and with very many. */
final class Lists {

    private static final int FEW = 1000;
    private static final int CALLS = 30;
    private static final Map<String, String> WITHOUT_QUOTAS =
            Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0");

    private final Status status;
    private final int many;

    Lists(Status status, int many) {
        this.status = status;
        this.many = many;
    }

    /** A table of tasks, and what is asked of it. */
    private static final class Shelf {

        private final Life life;
        private final Map<String, byte[]> asked = new LinkedHashMap<>();
        private final Map<String, List<Life.Step>> steps = new LinkedHashMap<>();
        private final String path;

        Shelf(Life life) throws IOException, InterruptedException {
            this.life = life;
            this.path = life.handOver(10, "", new HashMap<>()).path();
            asked.put("first page of a user", Event.get("/api/ai/tasks/"));
            asked.put("first page of all", Event.getAsOperator("/api/ai/tasks/"));
            asked.put("status", Event.get(path));
        }

        double fill(int tasks, Status status) throws InterruptedException {
            return new Copies(life, life.item(path), tasks, status).write();
        }

        void ask(String what, boolean counts) {
            var step = life.ask("QueryFunction", asked.get(what));
            if (counts) {
                steps.computeIfAbsent(what, key -> new ArrayList<>()).add(step);
            }
        }

        Sample sample(String what, ToDoubleFunction<Life.Step> measure) {
            return new Sample(steps.get(what).stream().mapToDouble(measure).toArray());
        }
    }

    Part measure() throws IOException, InterruptedException {
        try (var cloud = Cloud.embedded(Optional.empty());
                var small = new Life(cloud, WITHOUT_QUOTAS);
                var large = new Life(cloud, WITHOUT_QUOTAS)) {
            var few = new Shelf(small);
            var more = new Shelf(large);
            few.fill(FEW, status);
            double seconds = more.fill(many, status);
            var backends = Processes.ofBackends();
            for (int i = 0; i < 2 * CALLS; i++) {
                status.say(String.format("lists: asking, %d of %d", i, 2 * CALLS));
                for (String what : few.asked.keySet()) {
                    few.ask(what, i >= CALLS); // in turns, and warm
                    more.ask(what, i >= CALLS);
                }
            }
            return new Part(
                    "lists",
                    "Lists of very many tasks",
                    HOW,
                    figures(few, more),
                    List.of(note(seconds, Processes.residentMegabytes(backends))),
                    "--only lists --tasks " + many);
        }
    }

    private List<Figure> figures(Shelf few, Shelf more) {
        var figures = new ArrayList<Figure>();
        for (String what : few.asked.keySet()) {
            String of = String.format(Locale.ROOT, "%s, %,d tasks", what, many);
            ToDoubleFunction<Life.Step> units = each -> each.cost().readUnits().doubleValue();
            for (var measure :
                    List.of(
                            new Measure("calls", each -> each.cost().calls(), "the same"),
                            new Measure("read units", units, "the same"),
                            new Measure("ms", Life.Step::millis, "under 2"))) {
                figures.add(
                        Figure.of(of, measure.unit(), more.sample(what, measure.of()))
                                .above(few.sample(what, measure.of()), measure.target()));
            }
        }
        return figures;
    }

    private record Measure(String unit, ToDoubleFunction<Life.Step> of, String target) {}

    private String note(double seconds, double megabytes) {
        return String.format(
                Locale.ROOT,
                "Writing the tasks took %.0f seconds, %,.0f a second; the back ends' process came to %,.0f MB.",
                seconds,
                many / seconds,
                megabytes);
    }

    private static final String HOW =
            """
            Two tables in the same embedded back ends, one with %,d tasks and one with as many as the command says, of a
            thousand users; the real handler asks each of them in turns. Calls and units as the services report them, time
            of %d calls after %d that do not count; the floor is the table with %,d.
            """
                    .formatted(FEW, CALLS, CALLS, FEW);
}
