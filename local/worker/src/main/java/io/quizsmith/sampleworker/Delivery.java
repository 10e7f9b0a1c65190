package io.quizsmith.sampleworker;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends callbacks. A receiver that answers 5xx or cannot be reached is tried six times, each pause
 * twice as long as the one before; any other answer is final.
 */
final class Delivery implements AutoCloseable {

    static final int TRIES = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Timer timer;
    private final Duration firstPause;
    private final Consumer<CallbackReply> replies;
    private final AtomicInteger refused = new AtomicInteger();

    Delivery(Timer timer, Duration firstPause, Consumer<CallbackReply> replies) {
        this.timer = timer;
        this.firstPause = firstPause;
        this.replies = replies;
    }

    /** How often the door was closed to a callback that had a right to come in. */
    int refused() {
        return refused.get();
    }

    /** Done after the first try; the others follow by themselves. */
    CompletableFuture<Void> send(Callback callback) {
        return attempt(callback, 1);
    }

    private CompletableFuture<Void> attempt(Callback callback, int number) {
        var request =
                HttpRequest.newBuilder(callback.url())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("X-AI-Worker-Token", callback.token().get())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(callback.body()))
                        .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .handle(
                        (reply, unreachable) -> {
                            heard(callback, number, reply, unreachable);
                            return null;
                        });
    }

    private void heard(
            Callback callback, int number, HttpResponse<String> reply, Throwable unreachable) {
        if (unreachable == null) {
            replies.accept(
                    new CallbackReply(callback.workerTaskId(), reply.statusCode(), reply.body()));
        }
        if (unreachable == null && reply.statusCode() == 401 && callback.isRightful()) {
            refused.incrementAndGet();
        }
        boolean again = unreachable != null || reply.statusCode() >= 500;
        if (again && number < TRIES) {
            timer.after(
                    firstPause.multipliedBy(1L << (number - 1)),
                    () -> {
                        var unused = attempt(callback, number + 1);
                    });
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
