package io.quizsmith.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.local.Hush;
import io.quizsmith.local.crash.Sabotage.Point;
import io.quizsmith.local.crash.Sabotage.Way;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Breaks every call that the functions make of DynamoDB, of SQS and of the worker, one at a time
 * and in pairs, in every way; then lets time pass, and looks whether every promise was kept. What
 * breaks quotes what was asked: none of that may come to the logs.
 */
class CrashTest {

    /** Other pairs: -Dcrash.seed=N. */
    private static final long SEED = Long.getLong("crash.seed", 20260123);

    /** More pairs: -Dcrash.pairs=N. */
    private static final int PAIRS = Integer.getInteger("crash.pairs", 100);

    /** Every call of every story, and not just the first from each place: -Dcrash.all=true. */
    private static final boolean ALL = Boolean.getBoolean("crash.all");

    private static Cloud cloud;
    private static ScriptedWorker worker;
    private static Map<String, FunctionProcess> processes;

    private final Map<Map<String, String>, Stage> stages = new HashMap<>();
    private int runs;
    private int struck;
    private long orphans;
    private final Hush hush = new Hush();
    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        cloud = TestCloud.shared();
        worker = new ScriptedWorker();
        processes = new HashMap<>();
        for (var function : List.of("Submit", "Dispatch", "Receive", "Sweep")) {
            processes.put(function + "Function", new FunctionProcess(function, cloud));
        }
    }

    @AfterAll
    static void stop() {
        worker.close();
        cloud.setQueuesAhead(Duration.ZERO);
    }

    @Test
    void everyPromiseIsKeptWhateverBreaks() {
        Map<Story, List<Point>> points = pointsOfUnbrokenRuns();
        Set<String> sites = new HashSet<>();
        for (var story : shortestFirst(points)) {
            for (var point : points.get(story)) {
                if (sites.add(point.site()) || ALL) {
                    for (var way : ways(point)) {
                        play(story, new Sabotage(Map.of(point, way)));
                    }
                }
            }
        }
        var random = new Random(SEED);
        var stories = List.copyOf(points.keySet());
        for (int i = 0; i < PAIRS; i++) {
            var story = stories.get(random.nextInt(stories.size()));
            play(story, new Sabotage(pair(points.get(story), random)));
        }
        System.out.printf(
                "Crash test: %d stories, %d injection points, %d runs, %d calls broken,"
                        + " %d sets of questions left behind (pairs by seed %d)%n",
                stories.size(), sites.size(), runs, struck, orphans, SEED);

        assertThat(problems).isEmpty();
        assertThat(processes.values()).allMatch(process -> process.quotes() > 0);
    }

    private static List<Story> shortestFirst(Map<Story, List<Point>> points) {
        return points.keySet().stream()
                .sorted(Comparator.comparing(story -> points.get(story).size()))
                .toList();
    }

    private Map<Story, List<Point>> pointsOfUnbrokenRuns() {
        var points = new LinkedHashMap<Story, List<Point>>();
        for (var story : Story.all()) {
            var sabotage = new Sabotage(Map.of());
            play(story, sabotage);
            points.put(story, sabotage.points());
        }
        return points;
    }

    /** A read takes no effect, and the worker is not called again by itself. */
    private static List<Way> ways(Point point) {
        if (point.isRead()) {
            return List.of(Way.DIES_BEFORE, Way.FAILS_BEFORE);
        }
        return point.isOfWorker()
                ? List.of(Way.DIES_BEFORE, Way.DIES_AFTER, Way.FAILS_BEFORE, Way.FAILS_AFTER)
                : List.of(Way.values());
    }

    private static Map<Point, Way> pair(List<Point> points, Random random) {
        var pair = new HashMap<Point, Way>();
        while (pair.size() < 2) {
            var point = points.get(random.nextInt(points.size()));
            var ways = ways(point);
            pair.put(point, ways.get(random.nextInt(ways.size())));
        }
        return pair;
    }

    private void play(Story story, Sabotage sabotage) {
        runs++;
        var stage = stages.computeIfAbsent(story.parameters(), this::stage);
        stage.clear();
        var world = new World(story, sabotage, processes, worker, stage);
        boolean ended = world.play();
        var state = new State(world);
        var found = new ArrayList<>(state.problems());
        if (!ended && found.isEmpty()) {
            found.add("it does not come to rest");
        }
        found.addAll(hush.brokenBy(world.log()));
        found.forEach(problem -> problems.add(story.name() + " " + sabotage + ": " + problem));
        orphans += state.orphans();
        struck += sabotage.struck();
    }

    private Stage stage(Map<String, String> parameters) {
        return new Stage(cloud, "crash-" + stages.size(), worker.url(), parameters);
    }
}
