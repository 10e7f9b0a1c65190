package io.quizsmith.bench;

import io.quizsmith.local.LocalRun;
import io.quizsmith.local.Options;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Steady load for a long time: does anything grow that should not? */
final class Soak {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final double MEGABYTE = 1 << 20;

    private final Course heap = new Course("our heap after a collection", "MB", 1);
    private final Course resident = new Course("our process", "MB", 5);
    private final Course threads = new Course("our threads", "threads", 2);
    private final Course backends = new Course("the back ends' process", "MB", 5);
    private final Status status;
    private final int minutes;

    Soak(int minutes, Status status) {
        this.minutes = minutes;
        this.status = status;
    }

    Part measure() {
        var options = Options.forTests().withWorkerDelay(Duration.ofMillis(200)).withSchedules();
        try (var run = LocalRun.start(options);
                var load = Steady.start(run.apiUri())) {
            var process = Processes.ofBackends();
            long begun = System.nanoTime();
            long end = begun + TimeUnit.MINUTES.toNanos(minutes);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(PAUSE);
                look((System.nanoTime() - begun) / 1e9, process, load);
            }
            return part(load);
        }
    }

    private void look(double second, ProcessHandle process, Steady load) {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        heap.add(second, memory.getUsed() / MEGABYTE);
        resident.add(second, Processes.residentMegabytes(ProcessHandle.current()));
        threads.add(second, ManagementFactory.getThreadMXBean().getThreadCount());
        backends.add(second, Processes.residentMegabytes(process));
        status.say(
                String.format(
                        Locale.ROOT,
                        "soak: %.0f of %d s; heap %.1f MB, process %.0f MB, %.0f threads;"
                                + " back ends %.0f MB; %,d tasks, %d errors",
                        second,
                        minutes * 60,
                        heap.last(),
                        resident.last(),
                        threads.last(),
                        backends.last(),
                        load.tasks(),
                        load.errors()));
    }

    private Part part(Steady load) {
        var figures = new ArrayList<Figure>();
        figures.addAll(heap.figures());
        figures.addAll(resident.figures());
        figures.addAll(threads.figures());
        figures.addAll(backends.figures());
        figures.add(Figure.of("whole tasks", "tasks", Sample.of(load.tasks())));
        figures.add(
                Figure.of("errors", "errors", Sample.of(load.errors())).above(Sample.of(), "0"));
        return new Part(
                "soak",
                "Steady load for a long time",
                HOW,
                figures,
                List.of(),
                "--soak " + minutes);
    }

    private static final String HOW =
            """
            %d clients ask the local run for a task each second and read its status %d times, for as many minutes as the
            command says; the sample worker takes 200 ms. Every 5 seconds, after a collection, one looks at the process with the
            local run and these clients, and at the process with the back ends. *Start*, *middle* and *end* are a tenth of the time
            each; the slope is that of a line through the second half, and something *grew* where that line rises by more than 3 %%.
            The back ends keep every task in memory, so theirs must grow.
            """
                    .formatted(Steady.CLIENTS, Steady.READS);
}
