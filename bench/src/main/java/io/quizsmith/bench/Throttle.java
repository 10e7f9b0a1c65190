package io.quizsmith.bench;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.LockSupport;

/** Lets a process run for a part of the time only, as Lambda does by its memory. */
final class Throttle {

    static final int PERIOD_MILLIS = 20;

    /** Lambda gives a whole core at 1,769 MB, and less in proportion. */
    static final double RUN_MILLIS = PERIOD_MILLIS * 512 / 1769.0;

    private static final int CONTINUE = signal(18, 19);
    private static final int STOP = signal(19, 17);
    private static final MethodHandle KILL = kill();

    private final int process;
    private final Thread thread;
    private volatile boolean ended;

    private Throttle(int process) {
        this.process = process;
        this.thread = Thread.ofPlatform().daemon().name("throttle").unstarted(this::run);
    }

    static Throttle start(Process process) {
        var throttle = new Throttle((int) process.pid());
        throttle.thread.start();
        return throttle;
    }

    @SuppressWarnings("restricted") // of two numbers, nothing can go wrong
    private static MethodHandle kill() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    private static int signal(int onLinux, int onMac) {
        return System.getProperty("os.name").startsWith("Mac") ? onMac : onLinux;
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos((long) (RUN_MILLIS * 1e6));
            send(STOP);
            LockSupport.parkNanos((long) ((PERIOD_MILLIS - RUN_MILLIS) * 1e6));
            send(CONTINUE);
        }
    }

    private void send(int signal) {
        try {
            int unused = (int) KILL.invokeExact(process, signal);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** From now on the process runs all the time. */
    void end() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
