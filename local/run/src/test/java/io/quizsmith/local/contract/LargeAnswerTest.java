package io.quizsmith.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.json.Json;
import io.quizsmith.local.LocalRun;
import io.quizsmith.local.LocalRuns;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A worker that says much: when it is given a task, or when it is asked for one. */
class LargeAnswerTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final AtomicReference<Instant> NOW =
            new AtomicReference<>(Instant.parse("2026-01-23T10:30:00Z"));

    private static HttpServer worker;
    private static LocalRun run;
    private static Api api;
    private static volatile int status;
    private static volatile byte[] answer;

    @BeforeAll
    static void start() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        worker = HttpServer.create(address, 0);
        worker.createContext("/", LargeAnswerTest::handle);
        worker.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        worker.start();
        var url = URI.create("http://127.0.0.1:" + worker.getAddress().getPort());
        run = LocalRuns.start(Options.forTests().withClock(NOW::get).withOwnWorker(url));
        api = new Api(run.apiUri());
    }

    /**
     * A hand-over gets the status, and the answer if that is 200; a question for a task gets it.
     */
    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean asked = path.startsWith("/task/");
            boolean handedOver = path.equals("/generate");
            byte[] body = asked || (handedOver && status == 200) ? answer : new byte[] {'{', '}'};
            exchange.sendResponseHeaders(handedOver ? status : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterAll
    static void stop() {
        run.close();
        worker.stop(0);
    }

    @Test
    void aSynchronousAnswerMayHaveAHundredOfTheLongestQuestions() {
        status = 200;
        answer = aHundredQuestions();

        String id = submit();

        assertThat(api.await(id, "completed").json()).containsEntry("questions_created", 100);
        assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions")).hasSize(100);
        assertThat(Kept.of(id, run).largest()).isLessThan(400 * 1024);
    }

    @Test
    void resultsThatAreFetchedMayHaveThemToo() {
        status = 202;
        answer = aHundredQuestions();
        var ids = List.of(submit(), submit(), submit());
        ids.forEach(id -> api.await(id, "processing"));

        sweepLater();

        for (String id : ids) {
            assertThat(api.task(id).json())
                    .containsEntry("status", "completed")
                    .containsEntry("questions_created", 100);
            assertThat(api.get("/api/ai/tasks/" + id + "/questions/").list("questions"))
                    .hasSize(100);
        }
    }

    @Test
    void whatIsTooLongIsNoAnswer() {
        status = 202;
        answer = Json.bytes("x".repeat(6 * MEGABYTE));
        String id = submit();
        api.await(id, "processing");
        status = 200;

        sweepLater(); // asks, and hands over once more

        api.awaitAttempt(id, 2);
        api.awaitEvent(id, "no answer, or one of more than 6 MB");
    }

    private static void sweepLater() {
        NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(16)));
        run.tick("SweepFunction");
    }

    private static String submit() {
        return api.generate(Json.write(Map.of("user_id", 1, "quiz_size", 100))).text("task_id");
    }

    private static byte[] aHundredQuestions() {
        List<?> questions = Collections.nCopies(100, Bulk.longest("漢"));
        return Json.bytes(Map.of("status", "completed", "questions", questions));
    }
}
