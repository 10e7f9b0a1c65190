package io.quizsmith.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.local.crash.Sabotage.Point;
import io.quizsmith.local.crash.Sabotage.Way;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Breaks every call that the functions make of DynamoDB, of SQS and of the worker, one at a time
 * and in pairs, in every way; then lets time pass, and looks whether every promise was kept. What
 * breaks quotes what was asked: none of that may come to the logs.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1) // it takes longest
class CrashTest {

    /** Other pairs: -Dcrash.seed=N. */
    private static final long SEED = Long.getLong("crash.seed", 20260123);

    /** More pairs: -Dcrash.pairs=N. */
    private static final int PAIRS = Integer.getInteger("crash.pairs", 100);

    /** Every call of every story, and not just the first from each place: -Dcrash.all=true. */
    private static final boolean ALL = Boolean.getBoolean("crash.all");

    private static final List<Theatre> THEATRES = new ArrayList<>();

    private final List<String> problems = new ArrayList<>();
    private int runs;
    private int struck;
    private long orphans;

    private record Play(Story story, Sabotage sabotage) {}

    @BeforeAll
    static void open() throws IOException {
        THEATRES.add(new Theatre());
        THEATRES.add(new Theatre());
    }

    @AfterAll
    static void close() {
        THEATRES.forEach(Theatre::close);
    }

    @Test
    void everyPromiseIsKeptWhateverBreaks() throws Exception {
        Map<Story, List<Point>> points = pointsOfUnbrokenRuns();
        var plays = new ArrayList<Play>();
        Set<String> sites = new HashSet<>();
        for (var story : shortestFirst(points)) {
            for (var point : points.get(story)) {
                if (sites.add(point.site()) || ALL) {
                    for (var way : ways(point)) {
                        plays.add(new Play(story, new Sabotage(Map.of(point, way))));
                    }
                }
            }
        }
        var random = new Random(SEED);
        var stories = List.copyOf(points.keySet());
        for (int i = 0; i < PAIRS; i++) {
            var story = stories.get(random.nextInt(stories.size()));
            plays.add(new Play(story, new Sabotage(pair(points.get(story), random))));
        }
        play(plays);
        System.out.printf(
                "Crash test: %d stories, %d injection points, %d runs, %d calls broken,"
                        + " %d sets of questions left behind (pairs by seed %d)%n",
                stories.size(), sites.size(), runs, struck, orphans, SEED);

        assertThat(problems).isEmpty();
        var quotes = new HashMap<String, Integer>();
        THEATRES.forEach(
                theatre ->
                        theatre.quotes().forEach((name, n) -> quotes.merge(name, n, Integer::sum)));
        assertThat(quotes).hasSize(4);
        assertThat(quotes.values()).allMatch(count -> count > 0);
    }

    private static List<Story> shortestFirst(Map<Story, List<Point>> points) {
        return points.keySet().stream()
                .sorted(Comparator.comparing(story -> points.get(story).size()))
                .toList();
    }

    private Map<Story, List<Point>> pointsOfUnbrokenRuns() throws Exception {
        var plays =
                Story.all().stream().map(story -> new Play(story, new Sabotage(Map.of()))).toList();
        play(plays);
        var points = new LinkedHashMap<Story, List<Point>>();
        plays.forEach(play -> points.put(play.story(), play.sabotage().points()));
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

    /** Each in one of the theatres, whichever is free. */
    private void play(List<Play> plays) throws InterruptedException, ExecutionException {
        var waiting = new ConcurrentLinkedQueue<>(plays);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var ends = new ArrayList<Future<?>>();
            THEATRES.forEach(theatre -> ends.add(threads.submit(() -> playIn(theatre, waiting))));
            for (var end : ends) {
                end.get();
            }
        }
    }

    private void playIn(Theatre theatre, Queue<Play> waiting) {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            note(next, theatre.play(next.story(), next.sabotage()));
        }
    }

    private synchronized void note(Play play, Theatre.Outcome outcome) {
        runs++;
        String what = play.story().name() + " " + play.sabotage();
        outcome.problems().forEach(problem -> problems.add(what + ": " + problem));
        orphans += outcome.orphans();
        struck += play.sabotage().struck();
    }
}
