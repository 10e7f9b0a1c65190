package io.quizsmith.bench;

import io.quizsmith.dynamo.Shards;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A minute of steady load, simulated: how many writes a second each key takes. A partition takes
 * 1,000, and the writes of one key that come in the order of its sort key are never split.
 */
final class Heat {

    private static final long SEED = 20261124;
    private static final int SECONDS = 20;
    private static final int USERS = 1_000_000;
    private static final int MOST = 1000;

    /** What StatusShards may be: without shards, by default, and far up. */
    private static final List<Shards> SETTINGS =
            List.of(new Shards(1), new Shards(4), new Shards(32), new Shards(64));

    private final Status status;

    Heat(Status status) {
        this.status = status;
    }

    /** The hottest key of each kind, in writes a second. */
    private static final class Hottest {

        private final Map<String, Integer> inSecond = new HashMap<>();
        private int most;

        void write(String key, int units) {
            inSecond.merge(key, units, Integer::sum);
        }

        void endSecond() {
            inSecond.values().forEach(units -> most = Math.max(most, units));
            inSecond.clear();
        }
    }

    Part measure() {
        var figures = new ArrayList<Figure>();
        for (int rate : List.of(100, 1000, 10_000)) {
            status.say("heat: " + rate + " submits a second");
            hottest(rate).forEach((kind, most) -> figures.add(figure(rate, kind, most)));
        }
        return new Part("heat", "Partition heat, simulated", HOW, figures, List.of());
    }

    private static Figure figure(int rate, String kind, int most) {
        String what = String.format(Locale.ROOT, "%,d submits/s: %s", rate, kind);
        return Figure.of(what, "writes/s", Sample.of(most)).above(Sample.of(), "under 1,000");
    }

    /** The writes of the hottest key of each kind in its worst second. */
    static Map<String, Integer> hottest(int rate) {
        var most = new LinkedHashMap<String, Integer>();
        simulate(rate).forEach((kind, hottest) -> most.put(kind, hottest.most));
        return most;
    }

    private static Map<String, Hottest> simulate(int rate) {
        var random = new Random(SEED);
        var kinds = new LinkedHashMap<String, Hottest>();
        int partitions = Math.max(4, rate * 22 * 2 / MOST); // split until half full on average
        for (int second = 0; second < SECONDS; second++) {
            // Steady load: as many tasks are handed over and completed as are asked for.
            for (int i = 0; i < rate; i++) {
                submitted(kinds, id(random, second), partitions);
                handedOver(kinds, id(random, second - 5), partitions);
                completed(kinds, id(random, second - 300), partitions);
            }
            kinds.values().forEach(Hottest::endSecond);
        }
        return kinds;
    }

    /** Some users ask for very much more than others: the square of an even draw. */
    private static TaskId id(Random random, int second) {
        double draw = random.nextDouble();
        long user = 1 + (long) (draw * draw * USERS);
        long millis = 1_774_000_000_000L + second * 1000L + random.nextInt(1000);
        return TaskId.of(new UserId(user), Instant.ofEpochMilli(millis));
    }

    private static void submitted(Map<String, Hottest> kinds, TaskId id, int partitions) {
        table(kinds, id, partitions, 2);
        user(kinds, id);
        byStatus(kinds, id, "queued", 1);
    }

    private static void handedOver(Map<String, Hottest> kinds, TaskId id, int partitions) {
        table(kinds, id, partitions, 4);
        user(kinds, id);
        byStatus(kinds, id, "queued", 1);
        byStatus(kinds, id, "processing", 1);
    }

    private static void completed(Map<String, Hottest> kinds, TaskId id, int partitions) {
        table(kinds, id, partitions, 8);
        user(kinds, id);
        byStatus(kinds, id, "processing", 1);
        byStatus(kinds, id, "completed", 1);
        for (Shards shards : SETTINGS) {
            hottest(kinds, "endings" + at(shards)).write("part " + shards.ofEnding(id), 1);
        }
    }

    private static void table(Map<String, Hottest> kinds, TaskId id, int partitions, int units) {
        // The service hashes keys; which hash it is makes no difference.
        hottest(kinds, "the table's tasks, by partition")
                .write("p" + Math.floorMod((id.hashCode() * 0x9E3779B9) >>> 16, partitions), units);
    }

    private static void user(Map<String, Hottest> kinds, TaskId id) {
        hottest(kinds, "by-user, the busiest user").write(id.value().split("-", 3)[1], 1);
    }

    private static void byStatus(Map<String, Hottest> kinds, TaskId id, String status, int units) {
        for (Shards shards : SETTINGS) {
            hottest(kinds, "by-status" + at(shards)).write(status + "#" + shards.of(id), units);
        }
    }

    private static String at(Shards shards) {
        return shards.count() == 1 ? ", without shards" : ", StatusShards " + shards.count();
    }

    private static Hottest hottest(Map<String, Hottest> kinds, String kind) {
        return kinds.computeIfAbsent(kind, key -> new Hottest());
    }

    private static final String HOW =
            """
            Not measured but simulated, with a seed: %d seconds in which as many tasks are handed over and completed as
            are asked for, by a million users of whom some ask for much more than others. For each kind of key, the
            writes that the hottest one takes in its worst second, by the writes that each step makes
            ([access patterns](access-patterns.md)). A partition of DynamoDB takes 1,000 a second; one that is too
            hot is split, but for writes that all come at the end of one key's order that is no help. `StatusShards` is 4
            by default; a minute's endings have half as many keys. What follows from it is in [scale.md](scale.md).
            """
                    .formatted(SECONDS);
}
