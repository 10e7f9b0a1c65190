package io.quizsmith.bench;

import io.quizsmith.bench.floor.BareSdkHandler;
import io.quizsmith.bench.floor.EmptyHandler;
import io.quizsmith.bench.floor.EmptyTypedHandler;
import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.local.packaged.FunctionZip;
import io.quizsmith.local.packaged.RuntimeApi;
import io.quizsmith.local.packaged.SampleState;
import io.quizsmith.sampleworker.SampleWorker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Process start to first answer: each function as it is deployed, in turns with an empty one. */
final class Cold {

    private static final String SUBMIT = "SubmitFunction";
    private static final Map<String, String> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put("SubmitFunction", "submit/generate.json");
        EVENTS.put("DispatchFunction", "dispatch/task.json");
        EVENTS.put("ReceiveFunction", "receive/result.json");
        EVENTS.put("QueryFunction", "query/own-task.json");
        EVENTS.put("SweepFunction", "sweep/every-minute.json");
    }

    /** Times an empty handler's CPU, by design.md and the issue of it. */
    private static final Map<String, String> TARGETS =
            Map.of(
                    "SubmitFunction", "2.7 times",
                    "DispatchFunction", "3 times",
                    "ReceiveFunction", "3 times",
                    "QueryFunction", "4.2 times");

    private final int starts;
    private int stacks;
    private final Status status;
    private final List<Subject> subjects = new ArrayList<>();

    /** What is started. */
    private record Subject(
            String name, String handler, String function, Path folder, String target) {

        private byte[] event() throws IOException {
            return Files.readAllBytes(Root.path().resolve("events").resolve(EVENTS.get(function)));
        }
    }

    /** Milliseconds; CPU and wall until the first answer, and what was used before it was asked. */
    private record Start(double cpu, double wall, double first) {}

    Cold(int starts, Status status) {
        this.starts = starts;
        this.status = status;
    }

    Part measure() throws IOException, InterruptedException {
        prepare();
        var full = new HashMap<Subject, List<Start>>();
        var capped = new HashMap<Subject, List<Start>>();
        try (var cloud = Cloud.embedded(Optional.empty());
                var worker = SampleState.worker();
                var ssm = SampleState.ssm()) {
            var template = Template.read(Template.path(), Map.of());
            for (int round = 0; round <= starts; round++) {
                for (Subject subject : subjects) {
                    status.say("cold: " + subject.name() + ", start " + round + " of " + starts);
                    for (boolean cap : List.of(false, true)) {
                        var stack = Stack.create(cloud, template, "cold-" + ++stacks);
                        SampleState.write(stack);
                        var start = start(subject, stack, worker, ssm, cap);
                        if (round > 0) { // the first one warms the disk's cache
                            (cap ? capped : full)
                                    .computeIfAbsent(subject, key -> new ArrayList<>())
                                    .add(start);
                        }
                    }
                }
            }
        }
        return report(full, capped);
    }

    private void prepare() throws IOException {
        Path scratch = Machine.scratch("cold");
        Path own = Root.path().resolve("bench/target/quizsmith-bench-1.0.0.jar");
        Path empty = Files.createDirectories(scratch.resolve("empty"));
        Files.createDirectories(empty.resolve("lib"));
        Files.copy(own, empty.resolve("lib/bench.jar"));
        subjects.add(
                new Subject("empty, streams", EmptyHandler.class.getName(), SUBMIT, empty, ""));
        subjects.add(new Subject("empty", EmptyTypedHandler.class.getName(), SUBMIT, empty, ""));
        Path bare = FunctionZip.of(SUBMIT).unpack(scratch);
        Files.copy(own, bare.resolve("lib/bench.jar"));
        subjects.add(new Subject("bare SDK", BareSdkHandler.class.getName(), SUBMIT, bare, ""));
        for (String function : EVENTS.keySet()) {
            var zip = FunctionZip.of(function);
            String name = function.replace("Function", "").toLowerCase(Locale.ROOT);
            String target = TARGETS.getOrDefault(function, "");
            subjects.add(new Subject(name, zip.handler(), function, zip.unpack(scratch), target));
        }
    }

    private static Start start(
            Subject subject, Stack stack, SampleWorker worker, LocalSsm ssm, boolean cap)
            throws IOException, InterruptedException {
        try (var api = new RuntimeApi()) {
            long begun = System.nanoTime();
            Process process = process(subject, stack, worker, ssm, api).start();
            try {
                if (!cap) {
                    api.invoke(subject.event(), process);
                    double wall = (System.nanoTime() - begun) / 1e6;
                    return new Start(Machine.cpuMillis(process.toHandle()), wall, 0);
                }
                api.awaitInit();
                long asked = System.nanoTime();
                var throttle = Throttle.start(process);
                try {
                    api.invoke(subject.event(), process);
                } finally {
                    throttle.end();
                }
                return new Start(0, 0, (System.nanoTime() - asked) / 1e6);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static ProcessBuilder process(
            Subject subject, Stack stack, SampleWorker worker, LocalSsm ssm, RuntimeApi api) {
        var resource = Template.read(Template.path(), Map.of()).resources().get(subject.function());
        var variables = ssm.addTo(SampleState.functions(stack, worker).variables(resource));
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", stack.cloud().dynamoUri().toString());
        variables.put("AWS_ENDPOINT_URL_SQS", stack.cloud().sqsUri().toString());
        return FunctionZip.process(pinned(), subject.handler(), subject.folder(), api, variables)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private static List<String> pinned() {
        return Machine.has("taskset") ? List.of("taskset", "-c", "0") : List.of();
    }

    private Part report(Map<Subject, List<Start>> full, Map<Subject, List<Start>> capped) {
        var figures = new ArrayList<Figure>();
        figures.addAll(figures(full, "cold start of %s, CPU", Start::cpu));
        figures.addAll(figures(full, "cold start of %s, wall", Start::wall));
        figures.addAll(figures(capped, "first answer of %s, CPU capped", Start::first));
        return new Part("cold", "Cold start", how(), figures, List.of());
    }

    private List<Figure> figures(
            Map<Subject, List<Start>> starts, String what, ToDoubleFunction<Start> measure) {
        Sample empty = sample(starts.get(subjects.get(1)), measure);
        return subjects.stream()
                .map(
                        subject ->
                                Figure.of(
                                                what.formatted(subject.name()),
                                                "ms",
                                                sample(starts.get(subject), measure))
                                        .above(empty, target(what, subject)))
                .toList();
    }

    private static String target(String what, Subject subject) {
        if (what.endsWith("capped")) {
            return subject.name().equals("submit") ? "300 ms" : "";
        }
        return what.endsWith("CPU") ? subject.target() : "";
    }

    private static Sample sample(List<Start> starts, ToDoubleFunction<Start> measure) {
        return new Sample(starts.stream().mapToDouble(measure).toArray());
    }

    private String how() {
        return """
               Each function's zip, unpacked as Lambda unpacks it, runs under the official runtime interface client with
               C1 and the serial collector%s, and gets one event of `events/`; %d starts each, in turns, after one that
               does not count. *CPU* and *wall*: from the start of the process to its first answer. *CPU capped*: the
               event comes when the function has been made and waits for it, and from then on the process may run
               %.1f of every %d ms, which is what Lambda gives 512 MB; wall from the event to the answer. The floor is an
               empty handler in the same harness, one that takes and gives a map, as handlers in Java usually do; reading
               the streams oneself costs less, and our functions do that. The bare SDK reads streams too, makes the three calls of a submit, and
               does nothing else. The services answer on loopback without TLS.
               """
                .formatted(
                        Machine.has("taskset") ? ", on one core" : "",
                        starts,
                        Throttle.RUN_MILLIS,
                        Throttle.PERIOD_MILLIS);
    }
}
