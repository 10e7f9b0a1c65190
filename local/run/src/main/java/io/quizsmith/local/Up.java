package io.quizsmith.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code ./quizsmith up}: everything runs until it is told to stop. */
final class Up {

    private final Arguments arguments;

    Up(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        var run = LocalRun.start(options());
        var running = RunningUp.of(run);
        running.write();
        var ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    running.erase();
                                    run.close();
                                    ended.countDown();
                                }));
        announce(run);
        try {
            ended.await(); // until a signal ends this process
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private Options options() {
        var own = arguments.workerUrl();
        if (own.isPresent() && arguments.text("--worker-token").isEmpty()) {
            throw new Arguments.UsageException("--worker-url needs --worker-token too");
        }
        return new Options(
                arguments.port("--port", 8080),
                arguments.port("--receive-port", 8081),
                arguments.port("--worker-port", 8082),
                own,
                arguments.text("--worker-token").orElse(Options.SAMPLE_TOKEN),
                arguments.seconds("--worker-delay", Duration.ofSeconds(10)),
                arguments.fault(),
                arguments.data(),
                true,
                InstantSource.system(),
                Map.of(),
                System.err::println);
    }

    private void announce(LocalRun run) {
        String worker =
                run.worker()
                        .map(sample -> sample.uri() + " (sample)")
                        .orElseGet(() -> arguments.workerUrl().orElseThrow().toString());
        System.out.println(
                "ready  api "
                        + run.apiUri()
                        + "  receive "
                        + run.receiveUri()
                        + "  worker "
                        + worker);
        String api = run.apiUri() + "/api/ai";
        System.out.println();
        System.out.println(
                "curl -s "
                        + api
                        + "/generate/ -H 'Content-Type: application/json' -d '{\"user_id\": 1}'");
        System.out.println("curl -s '" + api + "/tasks/?user_id=1'");
        System.out.println("curl -s " + api + "/tasks/<task_id>/questions/");
        System.out.flush();
    }
}
