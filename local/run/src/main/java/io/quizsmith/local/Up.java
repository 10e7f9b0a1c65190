package io.quizsmith.local;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code ./quizsmith up}: everything runs until it is told to stop. */
final class Up {

    private final Arguments arguments;

    Up(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        var run = LocalRun.start(options());
        var running = RunningUp.of(run, speed());
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
        if (arguments.has("--with-parent")) {
            endWithParent();
        }
        try {
            ended.await(); // until a signal ends this process
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void endWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(
                        parent ->
                                Thread.ofVirtual()
                                        .start(
                                                () -> {
                                                    parent.onExit().join();
                                                    System.exit(1);
                                                }));
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
                clock(),
                parameters(),
                arguments.text("--parameter-store").map(URI::create),
                issuerPort(),
                System.err::println);
    }

    private Optional<Integer> issuerPort() {
        if (!arguments.has("--auth") && arguments.has("--issuer-port")) {
            throw new Arguments.UsageException("--issuer-port needs --auth");
        }
        return arguments.has("--auth")
                ? Optional.of(arguments.port("--issuer-port", 0))
                : Optional.empty();
    }

    private int speed() {
        return arguments.number("--speed", 1, 1, 1000);
    }

    private Map<String, String> parameters() {
        var parameters = new HashMap<String, String>();
        if (!arguments.has("--limits")) {
            parameters.putAll(Options.WITHOUT_QUOTAS);
        }
        parameters.putAll(arguments.assignments("--parameter-overrides"));
        return parameters;
    }

    /** A run that goes on with the data of another one must not go back in time. */
    private InstantSource clock() {
        int speed = speed();
        long since = arguments.whole("--speed-since", Instant.now().toEpochMilli());
        return speed == 1
                ? InstantSource.system()
                : new FastClock(Instant.ofEpochMilli(since), speed);
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
        System.out.println(
                run.issuer()
                        .map(issuer -> "closed the API asks for tokens of " + issuer.uri())
                        .orElse(
                                "open   anybody on this machine may do everything;"
                                        + " --auth asks for tokens"));
        System.out.println("see    " + run.apiUri() + "/console/");
        String api = run.apiUri() + "/api/ai";
        String curl = "curl -s ";
        System.out.println();
        if (run.issuer().isPresent()) {
            System.out.println("TOKEN=$(./quizsmith token --user 1)");
            curl += "-H \"Authorization: Bearer $TOKEN\" ";
        }
        System.out.println(
                curl
                        + api
                        + "/generate/ -H 'Content-Type: application/json' -d '{\"user_id\": 1}'");
        System.out.println(curl + "'" + api + "/tasks/?user_id=1'");
        System.out.println(curl + api + "/tasks/<task_id>/questions/");
        System.out.flush();
    }
}
