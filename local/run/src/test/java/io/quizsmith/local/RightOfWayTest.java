package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The queue makes way for clients who wait for what they write. */
@Timeout(60)
class RightOfWayTest {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicBoolean written = new AtomicBoolean();
    private final RightOfWay clients = new RightOfWay(new Waiting());
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpFront front;

    @BeforeEach
    void start() {
        front = HttpFront.open(0, "--port");
        front.start(clients);
    }

    @AfterEach
    void stop() {
        answered.countDown();
        front.close();
        client.close();
    }

    @Test
    void theQueueWaitsWhileSomethingIsWritten() throws Exception {
        var answer = send("POST");
        arrived.await();
        var first = new CompletableFuture<Boolean>();
        var queue =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    clients.await();
                                    first.complete(written.get());
                                });
        while (queue.isAlive() && queue.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        answered.countDown();

        assertThat(first.get()).isTrue();
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    @Test
    void theQueueWaitsForNobodyWhoReads() throws Exception {
        var unread = send("GET");
        arrived.await();

        assertThat(unread).isNotDone();
        assertThat(timeOfAwait()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theQueueDoesNotWaitForever() throws Exception {
        var unread = send("POST");
        arrived.await();

        assertThat(unread).isNotDone();
        assertThat(timeOfAwait()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void ofThoseWhoWaitOneAfterTheOtherGoesOn() throws Exception {
        var unread = send("POST");
        arrived.await();
        var passed = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                clients.await();
                                passed.countDown();
                            });
        }

        assertThat(passed.await(3, TimeUnit.SECONDS)).as("both after one wait").isFalse();
        assertThat(passed.await(3, TimeUnit.SECONDS)).isTrue();
        assertThat(unread).isNotDone();
    }

    private Duration timeOfAwait() {
        long begun = System.nanoTime();
        clients.await();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private CompletableFuture<HttpResponse<Void>> send(String method) {
        var request =
                HttpRequest.newBuilder(front.uri())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    /** Answers when it is told to. */
    private final class Waiting extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            arrived.countDown();
            answered.await();
            written.set(true);
            response.setStatus(200);
            callback.succeeded();
            return true;
        }
    }
}
