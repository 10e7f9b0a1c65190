package io.quizsmith.bench;

import io.quizsmith.cloud.Cloud;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What a task costs from its request to its questions, in calls, units and dollars. */
final class Calls {

    private static final int WARM_UP = 40;
    private static final int LIVES = 40;

    /** JSON lines of Lambda's own for each invocation, its start and its report, with tracing. */
    private static final long LAMBDA_LOG_BYTES = 800;

    /**
     * A consistent read of the gate, which is not there (billed, and not reported locally), and
     * sweep's look at the task when it sums up its minute.
     */
    private static final double READS_BESIDE = 2;

    private static final Map<String, String> TARGETS =
            Map.of("submit", "3", "dispatch", "3", "receive", "3", "status", "1");

    /** Which function makes the step; the queue's steps are its own. */
    private static final Map<String, String> FUNCTIONS =
            Map.of(
                    "submit", "SubmitFunction",
                    "dispatch", "DispatchFunction",
                    "receive", "ReceiveFunction",
                    "status", "QueryFunction",
                    "questions", "QueryFunction");

    private static final Map<String, String> WITHOUT_QUOTAS =
            Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0");
    private static final Map<String, String> WITH_QUOTAS =
            Map.of("MaxPendingPerUser", "100", "MaxTasksPerDay", "1000000");

    private final Status status;

    Calls(Status status) {
        this.status = status;
    }

    /** Every step of many tasks. */
    private record Lives(Map<String, List<Life.Step>> steps, Map<String, Double> gigabytes) {

        Sample sample(String step, ToDoubleFunction<Life.Step> measure) {
            return new Sample(steps.get(step).stream().mapToDouble(measure).toArray());
        }

        Prices.Usage usage(String step) {
            String function = FUNCTIONS.getOrDefault(step, "");
            boolean isFunction = !function.isEmpty();
            double millis = Math.ceil(sample(step, Life.Step::millis).median());
            return new Prices.Usage(
                    sample(step, each -> each.cost().writeUnits().doubleValue()).median(),
                    sample(step, each -> each.cost().readUnits().doubleValue()).median()
                            + (step.equals("receive") ? READS_BESIDE : 0),
                    sample(step, each -> each.cost().sqsCalls()).median(),
                    isFunction && !step.equals("dispatch") && !step.equals("receive") ? 1 : 0,
                    isFunction ? 1 : 0,
                    isFunction ? millis / 1000 * gigabytes.get(function) : 0,
                    isFunction ? LAMBDA_LOG_BYTES + sample(step, Life.Step::logBytes).median() : 0);
        }

        /** Of a task that is asked for so often before its questions are read. */
        Prices.Usage whole(int polls) {
            var usage = Prices.Usage.none();
            for (String step : steps.keySet()) {
                usage = usage.plus(usage(step), step.equals("status") ? polls : 1);
            }
            return usage;
        }
    }

    Part measure() throws IOException, InterruptedException {
        try (var cloud = Cloud.embedded(Optional.empty())) {
            var ten = lives(cloud, WITHOUT_QUOTAS, 10, false);
            var hundred = lives(cloud, WITHOUT_QUOTAS, 100, false);
            var limited = lives(cloud, WITH_QUOTAS, 10, true);
            return report(ten, hundred, limited);
        }
    }

    private Lives lives(Cloud cloud, Map<String, String> parameters, int questions, boolean keys)
            throws IOException, InterruptedException {
        var steps = new LinkedHashMap<String, List<Life.Step>>();
        var gigabytes = new LinkedHashMap<String, Double>();
        try (var life = new Life(cloud, parameters)) {
            FUNCTIONS.values().forEach(each -> gigabytes.put(each, life.gigabytes(each)));
            for (int i = 0; i < WARM_UP + LIVES; i++) {
                status.say("calls: tasks of " + questions + " questions, " + i);
                var task = life.task(questions, keys ? "key-" + i : "");
                if (i >= WARM_UP) {
                    task.forEach(
                            (name, step) ->
                                    steps.computeIfAbsent(name, key -> new ArrayList<>())
                                            .add(step));
                }
            }
        }
        return new Lives(steps, gigabytes);
    }

    private Part report(Lives ten, Lives hundred, Lives limited) {
        var figures = new ArrayList<Figure>();
        for (String step : ten.steps().keySet()) {
            figures.add(
                    Figure.of(
                                    "calls: " + step,
                                    "calls",
                                    ten.sample(step, each -> each.cost().calls()))
                            .above(Sample.of(), TARGETS.getOrDefault(step, "")));
        }
        for (int polls : List.of(3, 10)) {
            figures.add(units("writes", polls, ten.whole(polls).writes()));
            figures.add(units("reads", polls, ten.whole(polls).reads()));
        }
        figures.add(dollars("10 questions, 3 polls", ten.whole(3), "under 35"));
        figures.add(dollars("10 questions, 10 polls", ten.whole(10), ""));
        figures.add(dollars("100 questions, 3 polls", hundred.whole(3), ""));
        figures.add(dollars("100 questions, 10 polls", hundred.whole(10), ""));
        figures.add(dollars("10, 3, with quotas and a key", limited.whole(3), ""));
        for (String step : FUNCTIONS.keySet().stream().sorted().toList()) {
            figures.add(
                    Figure.of(
                            "duration of " + step + ", local",
                            "ms",
                            ten.sample(step, Life.Step::millis)));
        }
        return new Part(
                "calls",
                "Calls, capacity and dollars",
                HOW,
                figures,
                List.of(bill(ten, hundred, limited)));
    }

    private static Figure units(String kind, int polls, double units) {
        return Figure.of(
                "a task of 10 questions, " + polls + " polls", kind + " (units)", Sample.of(units));
    }

    private static Figure dollars(String of, Prices.Usage usage, String target) {
        return Figure.of("a million tasks: " + of, "$", Sample.of(usage.total()))
                .above(Sample.of(), target);
    }

    private static String bill(Lives ten, Lives hundred, Lives limited) {
        var columns =
                List.of(
                        ten.whole(3).dollars(),
                        ten.whole(10).dollars(),
                        hundred.whole(3).dollars(),
                        hundred.whole(10).dollars(),
                        limited.whole(3).dollars());
        var text =
                new StringBuilder(
                        """
                        Dollars for a million tasks, by questions and polls:

                        | | 10, 3 | 10, 10 | 100, 3 | 100, 10 | 10, 3, quotas and key |
                        | --- | ---: | ---: | ---: | ---: | ---: |
                        """);
        for (String line : columns.getFirst().keySet()) {
            text.append("| ").append(line);
            columns.forEach(
                    column -> text.append(String.format(Locale.ROOT, " | %.2f", column.get(line))));
            text.append(" |\n");
        }
        text.append(PRICES);
        return text.toString();
    }

    private static final String HOW =
            """
            The real handlers on the embedded DynamoDB and SQS, with the sample worker and its own questions: %d tasks
            one after the other, after %d that do not count. Calls and units are what the services report; a queue's
            message is received and deleted by the event source mapping, here alone, in a deployment up to five at a
            time. Lambda's time is *measured here, on this machine*, and billed as if it took as long there: rounded
            up to a millisecond, at the memory that the template gives. The worker answers at once.
            """
                    .formatted(LIVES, WARM_UP);

    private static final String PRICES =
            """

            Prices (us-east-1, on demand, no free tier): DynamoDB $0.625 a million writes of 1 KB and $0.125 a million
            reads of 4 KB; SQS $0.40, HTTP API $1.00, Lambda $0.20 a million, and $0.0000133334 a GB-second (arm64);
            logs $0.50 a GB, with 800 bytes of Lambda's own for each invocation, an assumption. Added to what is reported:
            one read unit for the gate, which is not there, and one for sweep, which sums up what was completed. Left out, for they do not go by the task: the mapping's polls
            of an empty queue, the rest of sweep, metrics, alarms. Left out as well: traffic to the Internet, traces (5 % of
            invocations at $5 a million), and what is stored, $0.25 a GB-month.
            """;
}
