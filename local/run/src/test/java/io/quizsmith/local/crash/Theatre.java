package io.quizsmith.local.crash;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.local.Hush;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where stories are played one after the other, with all that they need; others play elsewhere. */
final class Theatre implements AutoCloseable {

    private static final List<String> FUNCTIONS = List.of("Submit", "Dispatch", "Receive", "Sweep");

    private final Cloud cloud = Cloud.embedded(Optional.empty());
    private final Time time = new Time(cloud);
    private final ScriptedWorker worker = new ScriptedWorker();
    private final Map<String, FunctionProcess> processes = new HashMap<>();
    private final Map<Map<String, String>, Stage> stages = new HashMap<>();
    private final Hush hush = new Hush();

    /**
     * What came of a play.
     *
     * @param orphans stored sets of questions that no task shows
     */
    record Outcome(List<String> problems, long orphans) {}

    Theatre() throws IOException {
        for (var function : FUNCTIONS) {
            processes.put(function + "Function", new FunctionProcess(function, cloud));
        }
    }

    Outcome play(Story story, Sabotage sabotage) {
        var stage = stages.computeIfAbsent(story.parameters(), this::stage);
        stage.clear();
        var world = new World(story, sabotage, processes, worker, stage);
        boolean ended = world.play();
        var state = new State(world);
        var problems = new ArrayList<>(state.problems());
        if (!ended && problems.isEmpty()) {
            problems.add("it does not come to rest");
        }
        problems.addAll(hush.brokenBy(world.log()));
        return new Outcome(problems, state.orphans());
    }

    private Stage stage(Map<String, String> parameters) {
        return new Stage(time, "crash-" + stages.size(), worker.url(), parameters);
    }

    /** How often what broke quoted a secret, by function. */
    Map<String, Integer> quotes() {
        var quotes = new HashMap<String, Integer>();
        processes.forEach((function, process) -> quotes.put(function, process.quotes()));
        return quotes;
    }

    @Override
    public void close() {
        worker.close();
        cloud.close();
    }
}
