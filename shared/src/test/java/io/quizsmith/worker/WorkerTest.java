package io.quizsmith.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;
import io.quizsmith.worker.Worker.Said;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Some wait for a worker that is slow, for ten seconds: others go on meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
class WorkerTest {

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private volatile int status = 202;
    private volatile String body = "{}";
    private volatile String retryAfter = "";
    private volatile String known = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    if (!retryAfter.isEmpty()) {
                        exchange.getResponseHeaders().set("Retry-After", retryAfter);
                    }
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    boolean unknown =
                            !known.isEmpty()
                                    && !known.equals(
                                            exchange.getRequestHeaders()
                                                    .getFirst("X-AI-Worker-Token"));
                    exchange.sendResponseHeaders(
                            unknown ? 401 : status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a202IsTakenWhateverItsBody() {
        assertThat(answered(202, "{\"task_id\": \"w-1\", \"status\": \"accepted\"}"))
                .isEqualTo(new HandOver.Taken("w-1"));
        assertThat(answered(202, "{\"task_id\": 17}")).isEqualTo(new HandOver.Taken("17"));
        assertThat(answered(202, "{}")).isEqualTo(new HandOver.Taken(""));
        assertThat(answered(202, "<html>")).isEqualTo(new HandOver.Taken(""));
        assertThat(answered(202, "{\"task_id\": [1]}")).isEqualTo(new HandOver.Taken(""));
    }

    @Test
    void a200IsASynchronousAnswerOrAFault() {
        assertThat(answered(200, "{\"questions\": [1, 2]}"))
                .isEqualTo(new HandOver.Answered(List.of(1, 2)));
        assertThat(answered(200, "ok")).isInstanceOf(HandOver.Faulty.class);
        assertThat(answered(201, "{\"questions\": [1]}")).isInstanceOf(HandOver.Faulty.class);
        assertThat(answered(204, "")).isInstanceOf(HandOver.Faulty.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void busyMeansWaiting(int code) {
        assertThat(answered(code, "")).isEqualTo(new HandOver.Busy(Optional.empty()));
        retryAfter = "7";
        assertThat(answered(code, ""))
                .isEqualTo(new HandOver.Busy(Optional.of(Duration.ofSeconds(7))));
        retryAfter = "Fri, 31 Dec 1999 23:59:59 GMT";
        assertThat(answered(code, "")).isEqualTo(new HandOver.Busy(Optional.of(Duration.ZERO)));
        retryAfter = "soon";
        assertThat(answered(code, "")).isEqualTo(new HandOver.Busy(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 599, 408, 425})
    void aFaultIsTriedAgain(int code) {
        assertThat(answered(code, "")).isInstanceOf(HandOver.Faulty.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 401, 403, 404, 405})
    void aWrongAddressOrTokenIsOurFaultAndNoRedirectIsFollowed(int code) {
        assertThat(answered(code, "")).isEqualTo(new HandOver.Misconfigured("HTTP " + code));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 406, 409, 410, 413, 422, 499})
    void another4xxIsARefusalOfThisTask(int code) {
        assertThat(answered(code, "")).isEqualTo(new HandOver.Refused(code));
    }

    @Test
    void nobodyThereIsAFault() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var nobody = worker("http://127.0.0.1:" + port);

        assertThat(nobody.handOver(task(), "")).isInstanceOf(HandOver.Faulty.class);
        assertThat(nobody.ask("w-1").read()).isEqualTo(new Worker.Said.NothingUseful());
        assertThat(nobody.isHealthy()).isFalse();
    }

    @Test
    void anAddressThatIsNoneIsOurFault() {
        assertThat(worker("not an address").handOver(task(), ""))
                .isInstanceOf(HandOver.Misconfigured.class);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        assertThat(answered(200, "x".repeat(7 * 1024 * 1024))).isInstanceOf(HandOver.Faulty.class);
    }

    /** Under another id than its own a finished quiz is not found, and is made once more. */
    @ParameterizedTest
    @ValueSource(strings = {"job 7", "a+b", "a/b?c#d", "\u1ecf%20"})
    void theWorkerIsAskedByTheIdThatItGave(String id) {
        var asked = new AtomicReference<String>();
        server.createContext(
                "/task/",
                exchange -> {
                    asked.set(exchange.getRequestURI().getPath());
                    exchange.close();
                });
        worker(address()).ask(id);

        assertThat(asked).hasValue("/task/" + id);
    }

    /** The call would last until Lambda ends the function, and every other task's call with it. */
    @Test
    @Timeout(8)
    void anAnswerThatBeginsAndNeverEndsIsNotWaitedFor() {
        server.createContext(
                "/health",
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                });
        var worker = worker(address());

        assertThat(worker.isHealthy()).isFalse();
    }

    @Test
    void anAnswerThatDripsForEverIsGivenUpAfterTenSeconds() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var drip =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var socket = listening.accept()) {
                                            var out = socket.getOutputStream();
                                            out.write(
                                                    "HTTP/1.1 202 Accepted\r\nContent-Length: 99999\r\n\r\n"
                                                            .getBytes(StandardCharsets.UTF_8));
                                            while (true) {
                                                out.write(' ');
                                                out.flush();
                                                LockSupport.parkNanos(50_000_000);
                                            }
                                        } catch (IOException givenUp) {
                                            // as it should be
                                        }
                                    });
            long begin = System.nanoTime();

            assertThat(worker("http://127.0.0.1:" + listening.getLocalPort()).handOver(task(), ""))
                    .isInstanceOf(HandOver.Faulty.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
            assertThat(drip.join(Duration.ofSeconds(5))).as("the connection is closed").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://worker.example.com",
                "http://10.0.0.7:9000",
                "http://127.0.0.1.example.com",
                "http://127.0.0.1@worker.example.com",
                "http://localhost.example.com",
                "ftp://127.0.0.1",
                "https:worker",
                "//worker.example.com",
            })
    void theTokenGoesNowhereButOverHttpsOrThisMachine(String url) {
        assertThat(worker(url).handOver(task(), ""))
                .isEqualTo(new HandOver.Misconfigured("the address must be https"));
        assertThat(worker(url).ask("w-1").read()).isEqualTo(new Worker.Said.NothingUseful());
        assertThat(new Worker(url).isHealthy()).isFalse();
    }

    @Test
    void withoutATokenNothingIsSent() {
        for (var tokens : List.of(Optional.<Tokens>empty(), Optional.of(new Tokens(" ", "old")))) {
            var worker = new Worker(address(), () -> tokens, () -> tokens, "https://us");
            assertThat(worker.handOver(task(), "")).isInstanceOf(HandOver.Misconfigured.class);
            assertThat(worker.ask("w-1").read()).isEqualTo(new Worker.Said.NothingUseful());
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void aWorkerThatKnowsAnotherTokenOfOursIsOfferedIt() {
        known = "new";
        var before = Optional.of(new Tokens("old", ""));
        var after = Optional.of(new Tokens("new", "old"));

        assertThat(with(() -> before, () -> after)).isInstanceOf(HandOver.Taken.class);
        assertThat(calls).hasValue(2);
        known = "old";
        assertThat(with(() -> after, () -> after)).isInstanceOf(HandOver.Taken.class);
        assertThat(calls).hasValue(4);
        known = "another";
        assertThat(with(() -> after, () -> after))
                .isEqualTo(new HandOver.Misconfigured("HTTP 401"));
        assertThat(calls).hasValue(6);
    }

    private HandOver with(Supplier<Optional<Tokens>> now, Supplier<Optional<Tokens>> then) {
        return new Worker(address(), now, then, "https://us").handOver(task(), "");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void aWorkerThatIsAskedIsAtItOrNotOrCannotBeUnderstood() {
        assertThat(asked(200, "{\"status\": \"running\"}")).isEqualTo(new Said.Running());
        assertThat(asked(200, "{\"status\": \"completed\"}")).isInstanceOf(Said.Finished.class);
        assertThat(asked(200, "{\"status\": \"failed\"}")).isEqualTo(new Said.NotAtIt());
        assertThat(asked(404, "")).isEqualTo(new Said.NotAtIt());
        assertThat(asked(500, "")).isEqualTo(new Said.NothingUseful());
        assertThat(asked(200, "what?")).isEqualTo(new Said.NothingUseful());
    }

    private Said asked(int code, String text) {
        status = code;
        body = text;
        return worker(address()).ask("w-1").read();
    }

    private HandOver answered(int code, String text) {
        status = code;
        body = text;
        var worker = worker("http://127.0.0.1:" + server.getAddress().getPort());
        return worker.handOver(task(), "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01");
    }

    private static Worker worker(String url) {
        var tokens = Optional.of(new Tokens("sample-token", ""));
        return new Worker(url, () -> tokens, () -> tokens, "https://callback.example.com");
    }

    private static Task task() {
        return SampleTasks.queued(new UserId(1), Instant.EPOCH.plusSeconds(1));
    }
}
