package io.quizsmith.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What processes take of the machine's memory. */
final class Processes {

    private Processes() {}

    /** The child process with the embedded back ends; while they run, there is no other. */
    static ProcessHandle ofBackends() {
        return ProcessHandle.current()
                .children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the back ends do not run"));
    }

    /** Memory that the process holds, whatever it is for. */
    static double residentMegabytes(ProcessHandle process) {
        try {
            var command = new String[] {"ps", "-o", "rss=", "-p", Long.toString(process.pid())};
            var ps = new ProcessBuilder(command).redirectErrorStream(true).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
            return Long.parseLong(kilobytes) / 1024.0;
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
