package io.quizsmith.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.local.InCommon;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The role of each function, held against the calls that it makes in all stories and errands. */
@ResourceLock(InCommon.TIME_OF_QUEUES)
class RolesTest {

    private static final List<String> FUNCTIONS =
            List.of("Submit", "Dispatch", "Receive", "Query", "Sweep");

    /** Lambda polls the queue, and does it with the rights of the function that it polls for. */
    private static final Map<String, Set<Right>> OF_THE_EVENT_SOURCE_MAPPING =
            Map.of(
                    "Dispatch",
                    Set.of(
                            new Right("sqs:ReceiveMessage", "TaskQueue"),
                            new Right("sqs:DeleteMessage", "TaskQueue"),
                            new Right("sqs:GetQueueAttributes", "TaskQueue")));

    private static final Map<String, Set<Right>> NEEDED = new HashMap<>();

    @BeforeAll
    static void playEveryStoryOnce() throws IOException {
        Cloud cloud = TestCloud.shared();
        var time = new Time(cloud);
        var processes = new HashMap<String, FunctionProcess>();
        for (var function : FUNCTIONS) {
            Set<Right> needed = ConcurrentHashMap.newKeySet();
            NEEDED.put(function, needed);
            processes.put(
                    function + "Function",
                    new FunctionProcess(
                            function, cloud, call -> needed.addAll(Right.neededFor(call))));
        }
        var stages = new HashMap<Map<String, String>, Stage>();
        try (var worker = new ScriptedWorker()) {
            for (var story : Story.all()) {
                var stage =
                        stages.computeIfAbsent(
                                story.parameters(),
                                parameters ->
                                        new Stage(
                                                time,
                                                "roles-" + stages.size(),
                                                worker.url(),
                                                parameters));
                stage.clear();
                var world = new World(story, new Sabotage(Map.of()), processes, worker, stage);
                assertThat(world.play()).as(story.name()).isTrue();
            }
            new Errands(stages.get(Map.<String, String>of()), processes).run();
            var withQuotas =
                    stages.entrySet().stream()
                            .filter(stage -> stage.getKey().containsKey("MaxPendingPerUser"))
                            .findFirst()
                            .orElseThrow();
            new Errands(withQuotas.getValue(), processes).runWithQuotas();
        } finally {
            cloud.setQueuesAhead(Duration.ZERO);
        }
        for (var function : FUNCTIONS) {
            Stage.parametersReadBy(function)
                    .forEach(name -> NEEDED.get(function).add(Right.toReadParameter(name)));
            NEEDED.get(function)
                    .addAll(OF_THE_EVENT_SOURCE_MAPPING.getOrDefault(function, Set.of()));
        }
    }

    @Test
    void everyFunctionMayDoWhatItDoesAndNothingElse() {
        assertThat(differences(Template.read(Template.path(), Map.of()))).isEmpty();
        assertThat(NEEDED.values()).allSatisfy(rights -> assertThat(rights).hasSizeGreaterThan(4));
    }

    /** The policy that SAM adds to the role of a function with a queue is for every queue. */
    @Test
    void dispatchPollsNoOtherQueueWhateverSamAdds() {
        var template = Template.read(Template.path(), Map.of());

        assertThat(Role.of(template, "DispatchFunction").deniedElsewhere())
                .isEqualTo(OF_THE_EVENT_SOURCE_MAPPING.get("Dispatch"));
    }

    @Test
    void aRightTooManyAndOneTooFewAreNoticed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("template.yaml");
        String text = Files.readString(Template.path());
        Files.writeString(
                file,
                text.replaceFirst("dynamodb:BatchGetItem", "dynamodb:Scan")
                        .replaceFirst("/index/by-user", "/index/by-nobody"));

        assertThat(differences(Template.read(file, Map.of())))
                .containsExactlyInAnyOrder(
                        "Submit may not dynamodb:BatchGetItem on Table",
                        "Submit need not dynamodb:Scan on Table",
                        "Submit may not dynamodb:Query on Table/index/by-user",
                        "Submit need not dynamodb:Query on Table/index/by-nobody");
    }

    private static List<String> differences(Template template) {
        var differences = new ArrayList<String>();
        for (var function : FUNCTIONS) {
            var allowed = Role.of(template, function + "Function").allowed();
            var needed = NEEDED.get(function);
            without(needed, allowed)
                    .forEach(right -> differences.add(function + " may not " + right));
            without(allowed, needed)
                    .forEach(right -> differences.add(function + " need not " + right));
        }
        return differences;
    }

    private static Set<Right> without(Set<Right> some, Set<Right> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    @AfterAll
    static void forget() {
        NEEDED.clear();
    }
}
