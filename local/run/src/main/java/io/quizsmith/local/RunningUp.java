package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.cloud.Root;
import io.quizsmith.json.Json;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A local run that {@code ./quizsmith up} has started: what other commands must know to reach its
 * table and queues. It stands in a file of the project's folder as long as the run lasts.
 *
 * @param port of the HTTP API, which tells runs apart
 */
record RunningUp(
        int port,
        long pid,
        URI dynamo,
        URI sqs,
        String table,
        String taskQueueUrl,
        String deadLetterQueueUrl,
        long startDeadlineMinutes) {

    private static final String FILES = "up-*.json";

    static RunningUp of(LocalRun run) {
        return new RunningUp(
                run.apiUri().getPort(),
                ProcessHandle.current().pid(),
                run.cloud().dynamoUri(),
                run.cloud().sqsUri(),
                run.tableName(),
                run.queueUrl(),
                run.deadLetterQueueUrl(),
                run.startDeadline().toMinutes());
    }

    /** Every run that has left its file, those that were killed included. */
    static List<RunningUp> all() {
        var all = new ArrayList<RunningUp>();
        if (!Files.isDirectory(folder())) {
            return all;
        }
        try (var files = Files.newDirectoryStream(folder(), FILES)) {
            for (Path file : files) {
                all.add(read(file));
            }
            return all;
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + folder(), unreadable);
        }
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
        try {
            Files.createDirectories(folder());
            Path whole = Files.write(folder().resolve("up-" + pid + ".new"), Json.bytes(fields));
            Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cannot) {
            throw new IllegalStateException("cannot write " + file(), cannot);
        }
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
                Duration.ofMinutes(startDeadlineMinutes));
    }

    private static RunningUp read(Path file) throws IOException {
        Map<String, Object> fields =
                Json.object(Files.readAllBytes(file))
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
                ((Number) fields.get("start_deadline_minutes")).longValue());
    }

    private Path file() {
        return folder().resolve("up-" + port + ".json");
    }

    private static Path folder() {
        return Root.path().resolve(".quizsmith");
    }
}
