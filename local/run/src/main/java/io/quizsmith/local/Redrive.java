package io.quizsmith.local;

import io.quizsmith.local.Redriven.Fate;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

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
        var stack = arguments.stack();
        return stack.isPresent()
                ? DeployedStack.find(stack.get())
                : RunningUp.one(arguments).deployment();
    }
}
