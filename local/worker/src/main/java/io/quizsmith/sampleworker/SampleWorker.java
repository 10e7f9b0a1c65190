package io.quizsmith.sampleworker;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for the AI worker: speaks its half of the contract over HTTP on loopback, with real
 * items and with the faults it is told to have.
 */
public final class SampleWorker implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Timer timer = new Timer();
    private final SharedTokens tokens;
    private final Delivery delivery;
    private final Recent<Received> received = new Recent<>();
    private final Recent<CallbackReply> callbacks = new Recent<>();
    private final Routes routes;

    private SampleWorker(HttpServer server, Settings settings) {
        this.server = server;
        this.tokens = new SharedTokens(settings.token());
        delivery = new Delivery(timer, FIRST_PAUSE, callbacks::add);
        var jobs = new Jobs(settings.capacity());
        var work = new Work(tokens, jobs, timer, delivery);
        var takeOrder = new TakeOrder(settings, tokens, jobs, work);
        routes = new Routes(settings, jobs, takeOrder, received::add);
        server.createContext("/", routes);
        server.setExecutor(threads);
    }

    /**
     * Answers requests once it returns.
     *
     * @throws UncheckedIOException naming the port, where it is taken
     */
    public static SampleWorker start(Settings settings) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        try {
            var worker = new SampleWorker(HttpServer.create(address, 0), settings);
            worker.server.start();
            return worker;
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Port " + settings.port() + " cannot be used: " + taken.getMessage(), taken);
        }
    }

    /** The base address, without a slash at its end. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** The requests so far, oldest first; of very many the latest. */
    public List<Received> received() {
        return received.all();
    }

    /**
     * What the receiver answered to the callbacks so far, oldest first; of very many the latest.
     */
    public List<CallbackReply> callbacks() {
        return callbacks.all();
    }

    /** Closes every connection without an answer, until told otherwise; works on all the same. */
    public void setUnreachable(boolean isUnreachable) {
        routes.setUnreachable(isUnreachable);
    }

    /** How many callbacks with the right token were answered 401. */
    public int refused() {
        return delivery.refused();
    }

    /** From now on it knows these, and shows them with its callbacks in turn. */
    public void setTokens(String... others) {
        tokens.set(List.of(others));
    }

    /** Callbacks that are still due are not made. */
    @Override
    public void close() {
        timer.close();
        server.stop(0);
        delivery.close();
        threads.shutdownNow();
    }
}
