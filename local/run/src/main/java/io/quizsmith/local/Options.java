package io.quizsmith.local;

import io.quizsmith.sampleworker.Fault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to run. A port of 0 is any free one.
 *
 * @param ownWorker an AI worker to use in place of the sample one
 * @param token what the worker and we show each other
 * @param data the folder to keep the table in; in memory where absent
 * @param schedules whether schedules tick by themselves
 * @param parameters values for parameters of the template
 * @param parameterStore one that holds the token already; otherwise the run has its own
 * @param issuerPort of the issuer whose tokens clients must show; the API is open where absent
 * @param log takes the lines that the functions log
 */
public record Options(
        int port,
        int receivePort,
        int workerPort,
        Optional<URI> ownWorker,
        String token,
        Duration workerDelay,
        Fault workerFault,
        Optional<Path> data,
        boolean schedules,
        InstantSource clock,
        Map<String, String> parameters,
        Optional<URI> parameterStore,
        Optional<Integer> issuerPort,
        Consumer<String> log) {

    /** Opens no door anywhere else: the run listens on loopback only. */
    static final String SAMPLE_TOKEN = "sample-worker-token";

    /** Nobody needs protection from whoever owns the machine. */
    static final Map<String, String> WITHOUT_QUOTAS =
            Map.of("MaxPendingPerUser", "0", "MaxTasksPerDay", "0");

    /** Where the page that somebody is working on is usually served. */
    static final String OWN_PAGE = "http://localhost:3000";

    public Options {
        parameters = Map.copyOf(parameters);
    }

    /** Free ports, everything in memory, an instant worker, schedules on demand only. */
    public static Options forTests() {
        return new Options(
                0,
                0,
                0,
                Optional.empty(),
                SAMPLE_TOKEN,
                Duration.ofMillis(50),
                Fault.NONE,
                Optional.empty(),
                false,
                InstantSource.system(),
                WITHOUT_QUOTAS,
                Optional.empty(),
                Optional.empty(),
                line -> {});
    }

    public Options withClock(InstantSource other) {
        return with(ownWorker, workerDelay, data, other, parameters);
    }

    public Options withData(Path folder) {
        return with(ownWorker, workerDelay, Optional.of(folder), clock, parameters);
    }

    public Options withOwnWorker(URI worker) {
        return with(Optional.of(worker), workerDelay, data, clock, parameters);
    }

    public Options withWorkerDelay(Duration delay) {
        return with(ownWorker, delay, data, clock, parameters);
    }

    public Options withParameter(String name, String value) {
        var more = new HashMap<>(parameters);
        more.put(name, value);
        return with(ownWorker, workerDelay, data, clock, more);
    }

    /** Clients need tokens, of an issuer on a free port. */
    public Options withAuth() {
        return with(ownWorker, workerDelay, data, clock, parameters, Optional.of(0));
    }

    /** What the template has run by itself does. */
    public Options withSchedules() {
        return new Options(
                port,
                receivePort,
                workerPort,
                ownWorker,
                token,
                workerDelay,
                workerFault,
                data,
                true,
                clock,
                parameters,
                parameterStore,
                issuerPort,
                log);
    }

    private Options with(
            Optional<URI> worker,
            Duration delay,
            Optional<Path> folder,
            InstantSource time,
            Map<String, String> values) {
        return with(worker, delay, folder, time, values, issuerPort);
    }

    private Options with(
            Optional<URI> worker,
            Duration delay,
            Optional<Path> folder,
            InstantSource time,
            Map<String, String> values,
            Optional<Integer> issuer) {
        return new Options(
                port,
                receivePort,
                workerPort,
                worker,
                token,
                delay,
                workerFault,
                folder,
                schedules,
                time,
                values,
                parameterStore,
                issuer,
                log);
    }
}
