package io.quizsmith.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** So many clients that each make a call, again and again, for a while. */
final class Load {

    private Load() {}

    /**
     * What came of it.
     *
     * @param rate calls a second that went well
     * @param millis of each of them
     */
    record Result(double rate, List<Double> millis, int errors) {

        /** Both, taken as one run. */
        static Sample latency(List<Result> results) {
            return Sample.of(results.stream().flatMap(each -> each.millis().stream()).toList());
        }

        static Sample rates(List<Result> results) {
            return Sample.of(results.stream().map(Result::rate).toList());
        }
    }

    /** A call gives whether it went well. */
    static Result run(int clients, long seconds, Callable<Boolean> call)
            throws InterruptedException {
        var millis = new ConcurrentLinkedQueue<Double>();
        var errors = new AtomicInteger();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> client(end, call, millis, errors)));
            }
            for (var each : running) {
                each.get();
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
        double took = (System.nanoTime() - begun) / 1e9;
        return new Result(millis.size() / took, List.copyOf(millis), errors.get());
    }

    private static void client(
            long end,
            Callable<Boolean> call,
            ConcurrentLinkedQueue<Double> millis,
            AtomicInteger errors) {
        while (System.nanoTime() < end) {
            long from = System.nanoTime();
            if (wentWell(call)) {
                millis.add((System.nanoTime() - from) / 1e6);
            } else {
                errors.incrementAndGet();
            }
        }
    }

    private static boolean wentWell(Callable<Boolean> call) {
        try {
            return call.call();
        } catch (Exception error) { // counted, whatever it is
            return false;
        }
    }
}
