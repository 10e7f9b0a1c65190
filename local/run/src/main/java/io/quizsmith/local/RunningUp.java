package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Root;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.json.Json;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A local run that {@code ./quizsmith up} has started: what other commands must know to reach its
 * table and queues. It stands in a file of a folder that they share as long as the run lasts.
 *
 * @param port of the HTTP API, which tells runs apart
 * @param speed how many times as fast its time runs
 * @param issuer of tokens, where the run asks for them
 */
record RunningUp(
        int port,
        long pid,
        URI dynamo,
        URI sqs,
        String table,
        String taskQueueUrl,
        String deadLetterQueueUrl,
        long startDeadlineMinutes,
        Shards shards,
        URI ssm,
        String tokenParameter,
        String previousTokenParameter,
        int speed,
        Optional<Issuer> issuer) {

    /** Where tokens are made, and what opens that door. */
    record Issuer(URI uri, String secret) {}

    private static final String FILES = "up-*.json";

    static RunningUp of(LocalRun run, int speed) {
        return new RunningUp(
                run.apiUri().getPort(),
                ProcessHandle.current().pid(),
                run.cloud().dynamoUri(),
                run.cloud().sqsUri(),
                run.tableName(),
                run.queueUrl(),
                run.deadLetterQueueUrl(),
                run.startDeadline().toMinutes(),
                shards(run.parameter("StatusShards")),
                run.ssmUri(),
                run.parameter("WorkerTokenParameter"),
                run.parameter("PreviousWorkerTokenParameter"),
                speed,
                run.issuer().map(local -> new Issuer(local.uri(), local.secret())));
    }

    /** Every run that has left its file, those that were killed included. */
    static List<RunningUp> all() {
        var all = new ArrayList<RunningUp>();
        if (!Files.isDirectory(folder())) {
            return all;
        }
        try (var files = Files.newDirectoryStream(folder(), FILES)) {
            for (Path file : files) {
                read(file).ifPresent(all::add);
            }
            return all;
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + folder(), unreadable);
        }
    }

    /**
     * The run that is up, on the port where that is not 0.
     *
     * @param remedy what to do where there is none
     * @throws IllegalStateException where there is none
     */
    static RunningUp only(int port, String remedy) {
        List<RunningUp> known =
                all().stream().filter(run -> port == 0 || run.port() == port).toList();
        List<RunningUp> alive = known.stream().filter(RunningUp::isAlive).toList();
        if (alive.size() > 1) {
            throw new Arguments.UsageException(
                    "several local runs are up: choose one with --port "
                            + alive.stream()
                                    .map(run -> String.valueOf(run.port()))
                                    .collect(Collectors.joining(" or ")));
        }
        if (alive.isEmpty()) {
            throw new IllegalStateException(none(port, known) + ": " + remedy);
        }
        return alive.getFirst();
    }

    private static String none(int port, List<RunningUp> gone) {
        return gone.isEmpty()
                ? "no local run is up" + (port == 0 ? "" : " on port " + port)
                : "the local run on port "
                        + gone.getFirst().port()
                        + " has ended without a word (process "
                        + gone.getFirst().pid()
                        + " is gone)";
    }

    /** Writes the file, and clears away those of runs that were killed. */
    void write() {
        all().stream().filter(other -> !other.isAlive()).forEach(RunningUp::erase);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("port", port);
        fields.put("pid", pid);
        fields.put("dynamo", dynamo.toString());
        fields.put("sqs", sqs.toString());
        fields.put("table", table);
        fields.put("task_queue_url", taskQueueUrl);
        fields.put("dead_letter_queue_url", deadLetterQueueUrl);
        fields.put("start_deadline_minutes", startDeadlineMinutes);
        fields.put("status_shards", shards.count());
        fields.put("ssm", ssm.toString());
        fields.put("token_parameter", tokenParameter);
        fields.put("previous_token_parameter", previousTokenParameter);
        fields.put("speed", speed);
        issuer.ifPresent(
                known -> {
                    fields.put("issuer", known.uri().toString());
                    fields.put("issuer_secret", known.secret());
                });
        try {
            Files.createDirectories(folder());
            Path whole = folder().resolve("up-" + pid + ".new");
            Files.deleteIfExists(whole);
            Files.write(createForOwner(whole), Json.bytes(fields));
            Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cannot) {
            throw new IllegalStateException("cannot write " + file(), cannot);
        }
    }

    /** The file holds a secret: others on this machine may not read it. */
    private static Path createForOwner(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    void erase() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException cannot) {
            throw new IllegalStateException("cannot delete " + file(), cannot);
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    Deployment deployment() {
        var cloud = Cloud.at(dynamo, sqs, () -> {});
        return new Deployment(
                "the local run on port " + port,
                cloud.dynamo(),
                cloud.sqs(),
                table,
                taskQueueUrl,
                deadLetterQueueUrl,
                Duration.ofMinutes(startDeadlineMinutes),
                shards);
    }

    WorkerTokenStore tokens() {
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        var client =
                SsmClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .endpointOverride(ssm)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build();
        return new WorkerTokenStore(
                "the local run on port " + port, client, tokenParameter, previousTokenParameter);
    }

    /** The one that is up, for a command that could be meant for a deployed stack as well. */
    static RunningUp one(Arguments arguments) {
        return only(
                arguments.port("--port", 0),
                "start one with ./quizsmith up, or name a deployed stack with --stack NAME");
    }

    /** Empty where the run has ended since its file was found. */
    private static Optional<RunningUp> read(Path file) throws IOException {
        try {
            return Optional.of(read(file, Files.readAllBytes(file)));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        }
    }

    private static RunningUp read(Path file, byte[] content) {
        Map<String, Object> fields =
                Json.object(content)
                        .orElseThrow(
                                () -> new IllegalStateException("delete " + file + ": no JSON"));
        return new RunningUp(
                ((Number) fields.get("port")).intValue(),
                ((Number) fields.get("pid")).longValue(),
                URI.create(fields.get("dynamo").toString()),
                URI.create(fields.get("sqs").toString()),
                fields.get("table").toString(),
                fields.get("task_queue_url").toString(),
                fields.get("dead_letter_queue_url").toString(),
                ((Number) fields.get("start_deadline_minutes")).longValue(),
                shards(fields.get("status_shards").toString()),
                URI.create(fields.get("ssm").toString()),
                fields.get("token_parameter").toString(),
                fields.get("previous_token_parameter").toString(),
                ((Number) fields.get("speed")).intValue(),
                fields.get("issuer") instanceof String uri
                        ? Optional.of(
                                new Issuer(URI.create(uri), fields.get("issuer_secret").toString()))
                        : Optional.empty());
    }

    private static Shards shards(String count) {
        return new Shards(Integer.parseInt(count));
    }

    private Path file() {
        return folder().resolve("up-" + port + ".json");
    }

    /** The project's own, unless the property {@code quizsmith.runs} names another one. */
    static Path folder() {
        String given = System.getProperty("quizsmith.runs");
        return given == null ? Root.path().resolve(".quizsmith") : Path.of(given);
    }
}
