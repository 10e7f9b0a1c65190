package io.quizsmith.bench;

import io.quizsmith.cloud.Root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where the figures come from, without a name. */
final class Machine {

    /** With every core at work for others before, figures are to be made again. */
    private static final double BUSY = 2;

    private Machine() {}

    /** How much others had it do in the last minute: of use before a measurement begins. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /**
     * @param load before the first measurement
     */
    static String describe(double load) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "Measured on %s: %d cores, %d GB, %s on %s, load %.1f before.%s",
                LocalDate.now(ZoneOffset.UTC),
                system.getAvailableProcessors(),
                memory(),
                Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                load,
                load > BUSY ? " **The machine was busy with other things: preliminary.**" : "");
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean more
                ? more.getTotalMemorySize() >> 30
                : 0;
    }

    /** CPU time of a process so far, in milliseconds; the kernel counts by hundredths. */
    static double cpuMillis(ProcessHandle process) {
        return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e6).orElse(0.0);
    }

    /** Whether a command is there. */
    static boolean has(String command) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, command))) {
                return true;
            }
        }
        return false;
    }

    /** A new empty folder below the module's own. */
    static Path scratch(String name) {
        try {
            var below = Root.path().resolve("bench/target/scratch");
            Files.createDirectories(below);
            return Files.createTempDirectory(below, name + "-");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
