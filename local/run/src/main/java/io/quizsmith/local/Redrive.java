package io.quizsmith.local;

import io.quizsmith.local.Redriven.Fate;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ./quizsmith redrive}: after an outage of the worker. */
final class Redrive {

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final Arguments arguments;
    private final InstantSource clock = InstantSource.system();
    private final Screen screen = Screen.ofTerminal();

    Redrive(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        var since = clock.instant().minus(arguments.age("--since", ONE_DAY));
        var wish =
                new RedriveTasks.Wish(
                        since, arguments.has("--dry-run"), arguments.has("--drop-junk"));
        try (var deployment = deployment()) {
            screen.line(
                    "Dead letters of %s, and its tasks that failed since %s"
                            .formatted(deployment.name(), since.truncatedTo(ChronoUnit.SECONDS)));
            var progress = new Progress(screen);
            var redriven = new RedriveTasks(deployment, wish, clock, progress::say).redrive();
            progress.end();
            new RedriveReport(screen, wish, arguments.has("--verbose")).print(redriven);
            return redriven.count(Fate.NOT_REDRIVEN) == 0 ? 0 : 1;
        }
    }

    private Deployment deployment() {
        var stack = arguments.text("--stack");
        if (stack.isEmpty()) {
            return localRun().deployment();
        }
        if (arguments.has("--port")) {
            throw new Arguments.UsageException(
                    "--stack and --port exclude each other: --port is for a local run");
        }
        if (stack.get().isBlank()) {
            throw new Arguments.UsageException("--stack must be the name of a stack");
        }
        return DeployedStack.find(stack.get());
    }

    private RunningUp localRun() {
        int port = arguments.port("--port", 0);
        List<RunningUp> known =
                RunningUp.all().stream().filter(run -> port == 0 || run.port() == port).toList();
        List<RunningUp> alive = known.stream().filter(RunningUp::isAlive).toList();
        if (alive.size() > 1) {
            throw new Arguments.UsageException(
                    "several local runs are up: choose one with --port "
                            + alive.stream()
                                    .map(run -> String.valueOf(run.port()))
                                    .collect(Collectors.joining(" or ")));
        }
        if (alive.isEmpty()) {
            throw new IllegalStateException(none(port, known));
        }
        return alive.getFirst();
    }

    private static String none(int port, List<RunningUp> gone) {
        String what =
                gone.isEmpty()
                        ? "no local run is up" + (port == 0 ? "" : " on port " + port)
                        : "the local run on port "
                                + gone.getFirst().port()
                                + " has ended without a word (process "
                                + gone.getFirst().pid()
                                + " is gone)";
        return what + ": start one with ./quizsmith up, or name a deployed stack with --stack NAME";
    }
}
