package io.quizsmith.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/**
 * A minute of steady load, simulated: how many writes a second each key takes. A partition takes
 * 1,000, and the writes of one key that come in the order of its sort key are never split.
 */
final class Heat {

    private static final long SEED = 20261124;
    private static final int SECONDS = 20;
    private static final int USERS = 1_000_000;
    private static final int MOST = 1000;

    /** How the tasks of one status are spread over keys of by-status. */
    private record Spread(String name, int shards, IntBinaryOperator shard) {}

    private static final List<Spread> SPREADS =
            List.of(
                    new Spread("without shards", 1, (hash, shards) -> 0),
                    new Spread("4 shards, as it is", 4, Heat::mixed),
                    new Spread("32 shards, plain hash", 32, Math::floorMod),
                    new Spread("32 shards, mixed hash", 32, Heat::mixed),
                    new Spread("64 shards, mixed hash", 64, Heat::mixed));

    private final Status status;

    Heat(Status status) {
        this.status = status;
    }

    /** Of a polynomial over digits, the low bits say little: the high ones of a product do. */
    private static int mixed(int hash, int shards) {
        return Math.floorMod((hash * 0x9E3779B9) >>> 16, shards);
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
    private static String id(Random random, int second) {
        double draw = random.nextDouble();
        long user = 1 + (long) (draw * draw * USERS);
        return "task-" + user + "-" + (1_774_000_000_000L + second * 1000L + random.nextInt(1000));
    }

    private static void submitted(Map<String, Hottest> kinds, String id, int partitions) {
        table(kinds, id, partitions, 2);
        user(kinds, id);
        byStatus(kinds, id, "queued", 1);
    }

    private static void handedOver(Map<String, Hottest> kinds, String id, int partitions) {
        table(kinds, id, partitions, 4);
        user(kinds, id);
        byStatus(kinds, id, "queued", 1);
        byStatus(kinds, id, "processing", 1);
    }

    private static void completed(Map<String, Hottest> kinds, String id, int partitions) {
        table(kinds, id, partitions, 8);
        user(kinds, id);
        byStatus(kinds, id, "processing", 1);
        byStatus(kinds, id, "completed", 1);
        hottest(kinds, "ENDED#<minute>").write("this minute", 1);
        hottest(kinds, "ENDED#<minute> in 16 parts").write("part " + mixed(id.hashCode(), 16), 1);
    }

    private static void table(Map<String, Hottest> kinds, String id, int partitions, int units) {
        // The service hashes keys; which hash it is makes no difference.
        hottest(kinds, "the table's tasks, by partition")
                .write("p" + mixed(id.hashCode(), partitions), units);
    }

    private static void user(Map<String, Hottest> kinds, String id) {
        hottest(kinds, "by-user, the busiest user").write(id.split("-", 3)[1], 1);
    }

    private static void byStatus(Map<String, Hottest> kinds, String id, String status, int units) {
        for (Spread spread : SPREADS) {
            int shard = spread.shard().applyAsInt(id.hashCode(), spread.shards());
            hottest(kinds, "by-status, " + spread.name()).write(status + "#" + shard, units);
        }
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
            hot is split, but for writes that all come at the end of one key's order that is no help. What follows
            from it is in [scale.md](scale.md).
            """
                    .formatted(SECONDS);
}
