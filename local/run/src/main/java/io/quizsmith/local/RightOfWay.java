package io.quizsmith.local;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who goes first where all functions share one machine: a client that waits for what it writes,
 * then the queue. In Lambda neither knows of the other.
 */
final class RightOfWay extends Handler.Wrapper {

    /** Then one batch of the queue goes on, however many come first. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AtomicInteger writing = new AtomicInteger();
    private final Lock turn = new ReentrantLock();

    RightOfWay(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (READING.contains(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        writing.incrementAndGet();
        try {
            return super.handle(request, response, callback);
        } finally {
            writing.decrementAndGet();
        }
    }

    /**
     * Waits, for a while, until nobody waits for what they write. Who waits here do so one after
     * the other: so what the queue takes of the machine does not go by how many poll it.
     */
    void await() {
        turn.lock();
        try {
            long end = System.nanoTime() + PATIENCE;
            while (writing.get() > 0
                    && System.nanoTime() < end
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(LOOK);
            }
        } finally {
            turn.unlock();
        }
    }
}
