package io.quizsmith.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The child process with DynamoDB Local and ElasticMQ. It ends with this one, however that ends.
 */
final class Backends implements AutoCloseable {

    private static final List<String> QUICK_AND_SMALL =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final URI dynamo;
    private final URI sqs;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Backends(Process process, String dynamoPort, String sqsPort) {
        this.process = process;
        this.dynamo = URI.create("http://127.0.0.1:" + dynamoPort);
        this.sqs = URI.create("http://127.0.0.1:" + sqsPort);
    }

    /**
     * Starts the process and waits until both answer. Keeps the table in {@code data}, if given.
     */
    static Backends start(Optional<Path> data) {
        try {
            var process = new ProcessBuilder(command(data)).redirectErrorStream(true).start();
            return ready(process);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    private static List<String> command(Optional<Path> data) throws IOException {
        Path module = Root.path().resolve("local/backends/target");
        Path classpath = module.resolve("classpath");
        if (!Files.exists(classpath)) {
            throw new IllegalStateException(
                    "build the project first: " + classpath + " is missing");
        }
        Path scratch = Files.createDirectories(module.resolve("scratch"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_AND_SMALL);
        command.add(data.isPresent() ? "-Xmx1g" : "-Xmx2g");
        command.add("-Djava.io.tmpdir=" + scratch);
        command.add("-cp");
        command.add(module.resolve("classes") + ":" + Files.readString(classpath).strip());
        command.add("io.quizsmith.backends.Backends");
        data.ifPresent(folder -> command.add(folder.toAbsolutePath().toString()));
        return command;
    }

    private static Backends ready(Process process) throws IOException {
        var said = new StringBuilder();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                String[] words = line.split(" ", 3);
                var backends = new Backends(process, words[1], words[2]);
                Thread.ofVirtual().start(() -> output.lines().forEach(backends::said));
                return backends;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("DynamoDB Local and ElasticMQ did not start:\n" + said);
    }

    URI dynamo() {
        return dynamo;
    }

    URI sqs() {
        return sqs;
    }

    private void said(String line) {
        if (line.startsWith("ahead ")) {
            answers.add(line);
        }
    }

    /** Sets the queues' clock ahead by so much in all. */
    synchronized void setQueuesAhead(Duration ahead) {
        String line = "ahead " + ahead.toMillis();
        try {
            process.outputWriter().append(line).append('\n').flush();
            while (!line.equals(answers.poll(5, TimeUnit.SECONDS))) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("DynamoDB Local and ElasticMQ have ended");
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // its sign to end
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
