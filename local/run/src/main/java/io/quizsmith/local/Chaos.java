package io.quizsmith.local;

import io.quizsmith.cloud.Root;
import io.quizsmith.local.ChaosVerdict.End;
import io.quizsmith.sampleworker.Fault;
import io.quizsmith.sampleworker.SampleWorker;
import io.quizsmith.sampleworker.Settings;

import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./quizsmith chaos}: many tasks, a worker that misbehaves in every way, an outage, a token
 * that is rotated, and a process that is killed; then the question whether every promise was kept.
 */
final class Chaos {

    private static final int TASK_DEADLINE_MINUTES = 5;

    /** As in the template: a process needs real seconds to start again, however fast time runs. */
    private static final int START_DEADLINE_MINUTES = 30;

    /** Tasks that the worker has at a time. */
    private static final int CAPACITY = 80;

    private static final String NEXT_TOKEN = "the-next-sample-token";
    private static final Duration OUTAGE = Duration.ofMinutes(4);
    private static final Duration PACE = Duration.ofMillis(800);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ChaosPlan plan;
    private final int speed;
    private final Screen screen = Screen.ofTerminal();
    private final Progress progress = new Progress(screen);
    private final Instant begin = Instant.now();

    Chaos(Arguments arguments) {
        this.plan =
                new ChaosPlan(
                        arguments.number("--tasks", 1000, 1, 100_000),
                        arguments.number("--seed", 1, 0, Integer.MAX_VALUE));
        this.speed = arguments.number("--speed", 20, 1, 100);
    }

    int run() {
        screen.line(
                "%d tasks, seed %d; time runs %d times as fast; deadlines of %d minutes"
                        .formatted(plan.tasks(), plan.seed(), speed, TASK_DEADLINE_MINUTES));
        File log = Root.path().resolve(".quizsmith/chaos.log").toFile();
        try {
            Files.createDirectories(log.getParentFile().toPath());
            Files.deleteIfExists(log.toPath());
            Path data = Files.createTempDirectory("quizsmith-chaos-");
            try (var ssm = LocalSsm.with(Options.SAMPLE_TOKEN);
                    var worker = worker();
                    var process = new ChaosProcess(options(worker, ssm, data), log)) {
                var verdict = play(worker, process);
                progress.end();
                verdict.print(screen);
                screen.line("");
                screen.line(
                        (verdict.isKept() ? "Every promise was kept" : "A promise was broken")
                                + ", in %d s. What the functions said: %s"
                                        .formatted(
                                                seconds(), Root.path().relativize(log.toPath())));
                return verdict.isKept() ? 0 : 1;
            } finally {
                delete(data);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private SampleWorker worker() {
        return SampleWorker.start(
                new Settings(
                        0,
                        Options.SAMPLE_TOKEN,
                        Duration.ofSeconds(30).dividedBy(speed),
                        Fault.NONE,
                        Optional.empty(),
                        CAPACITY,
                        ChaosPlan.LATE_FACTOR));
    }

    private List<String> options(SampleWorker worker, LocalSsm ssm, Path data) {
        return List.of(
                "--worker-url",
                worker.uri().toString(),
                "--worker-token",
                Options.SAMPLE_TOKEN,
                "--parameter-store",
                ssm.uri().toString(),
                "--data",
                data.toString(),
                "--speed",
                String.valueOf(speed),
                "--speed-since",
                String.valueOf(begin.toEpochMilli()),
                "--parameter-overrides",
                "TaskDeadlineMinutes=%d StartDeadlineMinutes=%d"
                        .formatted(TASK_DEADLINE_MINUTES, START_DEADLINE_MINUTES));
    }

    private ChaosVerdict play(SampleWorker worker, ChaosProcess process)
            throws IOException, InterruptedException {
        var clients = new ChaosClients(process.api(), plan, speed);
        clients.start(PACE.dividedBy(speed));
        await(clients, plan.tasks() / 4);
        worker.setUnreachable(true);
        LockSupport.parkNanos(OUTAGE.dividedBy(speed).toNanos());
        worker.setUnreachable(false);
        await(clients, 2 * plan.tasks() / 5);
        rotate(worker, process);
        await(clients, plan.tasks() / 2);
        process.kill();
        process.startAgain();
        await(clients, 3 * plan.tasks() / 4);
        worker.setTokens(NEXT_TOKEN);
        await(clients, plan.tasks());
        var last = Instant.now();
        int messages;
        do {
            LockSupport.parkNanos(LOOK.toNanos());
            messages = messages(process);
        } while ((pending(clients) > 0 || messages > 0)
                && Instant.now().isBefore(last.plus(patience())));
        clients.stop();
        return new ChaosVerdict(
                plan.tasks(), clients.accepted(), ends(clients), messages, worker.refused());
    }

    /** As an operator does it. For a while the worker shows now the one, now the other token. */
    private void rotate(SampleWorker worker, ChaosProcess process) {
        try (var tokens = running(process).tokens()) {
            tokens.rotate(NEXT_TOKEN, false);
        }
        LockSupport.parkNanos(RotateToken.UNTIL_KNOWN.dividedBy(speed).toNanos());
        worker.setTokens(Options.SAMPLE_TOKEN, NEXT_TOKEN);
    }

    /** Each attempt waits for its start, then for its deadline, with one extension. */
    private Duration patience() {
        int attempt = START_DEADLINE_MINUTES + 2 * TASK_DEADLINE_MINUTES;
        return Duration.ofMinutes(3L * attempt + 15).dividedBy(speed).plusMinutes(1);
    }

    /** Until so many tasks have been accepted, or nobody can wait for that any longer. */
    private void await(ChaosClients clients, int accepted) {
        var limit = Instant.now().plus(patience());
        while (clients.accepted().size() < accepted && Instant.now().isBefore(limit)) {
            pending(clients);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private int pending(ChaosClients clients) {
        var pending = clients.pending();
        int sum =
                pending.map(each -> each.values().stream().mapToInt(Integer::intValue).sum())
                        .orElse(Integer.MAX_VALUE);
        progress.say(
                "%4d s  %d accepted  %s"
                        .formatted(
                                seconds(),
                                clients.accepted().size(),
                                pending.map(Object::toString).orElse("the API is away")));
        return sum;
    }

    private long seconds() {
        return Duration.between(begin, Instant.now()).toSeconds();
    }

    /** On the queue and among the dead letters, hidden ones included. */
    private static int messages(ChaosProcess process) {
        int messages = 0;
        try (var deployment = running(process).deployment()) {
            for (String queue :
                    List.of(deployment.taskQueueUrl(), deployment.deadLetterQueueUrl())) {
                messages +=
                        deployment
                                .sqs()
                                .getQueueAttributes(
                                        get -> get.queueUrl(queue).attributeNames(COUNTS))
                                .attributes()
                                .values()
                                .stream()
                                .mapToInt(Integer::parseInt)
                                .sum();
            }
        }
        return messages;
    }

    private static RunningUp running(ChaosProcess process) {
        return RunningUp.all().stream()
                .filter(run -> run.pid() == process.pid())
                .findFirst()
                .orElseThrow();
    }

    private static final List<QueueAttributeName> COUNTS =
            List.of(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    private Map<String, End> ends(ChaosClients clients) throws IOException, InterruptedException {
        var ends = new HashMap<String, End>();
        for (var each : clients.tasks().entrySet()) {
            progress.say("%4d s  %d tasks looked at".formatted(seconds(), ends.size()));
            String status = each.getValue().get("status").toString();
            int promised = ((Number) each.getValue().get("questions_created")).intValue();
            boolean completed = status.equals("completed");
            boolean failed = status.equals("failed");
            ends.put(
                    each.getKey(),
                    new End(
                            status,
                            promised,
                            completed ? clients.questions(each.getKey()).size() : 0,
                            failed ? reason(clients.task(each.getKey())) : ""));
        }
        return ends;
    }

    private static String reason(Map<String, Object> task) {
        return task.get("error_message").toString().replaceAll("[0-9]+", "N");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
