package io.quizsmith.local;

import io.quizsmith.cloud.Root;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./quizsmith up} in a process that can be killed, and started again on the same data. */
final class ChaosProcess implements AutoCloseable {

    private final List<String> options;
    private final File log;
    private Process process;
    private URI api;
    private URI receive;

    /**
     * Starts it on free ports.
     *
     * @param options of up
     * @param log takes what it says
     */
    ChaosProcess(List<String> options, File log) {
        this.options = options;
        this.log = log;
        start("0", "0");
    }

    URI api() {
        return api;
    }

    long pid() {
        return process.pid();
    }

    /** As a machine ends that loses its power: nobody says goodbye. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Once it is dead: on the same ports. */
    void startAgain() {
        start(String.valueOf(api.getPort()), String.valueOf(receive.getPort()));
    }

    private void start(String port, String receivePort) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquizsmith.root=" + Root.path(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up",
                        "--with-parent",
                        "--port",
                        port,
                        "--receive-port",
                        receivePort));
        command.addAll(options);
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(Root.path().toFile())
                            .redirectError(ProcessBuilder.Redirect.appendTo(log))
                            .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            if (line == null || !line.startsWith("ready")) {
                throw new IllegalStateException("the local run did not start, see " + log);
            }
            String[] words = line.split("\\s+", -1);
            api = URI.create(words[2]);
            receive = URI.create(words[4]);
            Thread.ofVirtual().start(() -> output.lines().forEach(said -> {}));
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
