package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import io.quizsmith.cloud.Cloud;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** GET /api/ai/health/ and its details. */
class HealthTest {

    private static QueryFunction query;

    @BeforeAll
    static void start() {
        query = QueryFunction.start();
    }

    @Test
    void allIsWellWhereEveryPartAnswers() throws IOException {
        var worker =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext(
                "/health",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        worker.start();
        try {
            var answer =
                    query.withWorker("http://127.0.0.1:" + worker.getAddress().getPort())
                            .get("/api/ai/health/details/");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(state("ok", "ok", "ok", "ok"));
        } finally {
            worker.stop(0);
        }
    }

    @Test
    void tasksAreStillTakenWhileTheWorkerIsAway() throws IOException {
        var answer =
                query.withWorker("http://127.0.0.1:" + closedPort()).get("/api/ai/health/details");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(state("ok", "ok", "ok", "unreachable"));
        assertThat(query.withWorker("no address").get("/api/ai/health/details").json())
                .isEqualTo(state("ok", "ok", "ok", "unreachable"));
    }

    @Test
    void aWorkerThatNobodyNamedIsUnknown() {
        assertThat(query.get("/api/ai/health/details").json())
                .isEqualTo(state("ok", "ok", "ok", "unknown"));
    }

    @Test
    void withoutTheStoreOrTheQueueWeAreDegraded() throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:" + closedPort());
        try (var gone = Cloud.at(nowhere, nowhere, () -> {})) {
            var noStore = query.reachedBy(gone.dynamo(), query.sqs()).get("/api/ai/health/details");
            var noQueue = query.reachedBy(query.dynamo(), gone.sqs()).get("/api/ai/health/details");

            assertThat(noStore.status()).isEqualTo(503);
            assertThat(noStore.json()).isEqualTo(state("degraded", "unreachable", "ok", "unknown"));
            assertThat(noQueue.status()).isEqualTo(503);
            assertThat(noQueue.json()).isEqualTo(state("degraded", "ok", "unreachable", "unknown"));
        }
    }

    @Test
    void partsThatHangAreGivenUpTogetherAfterFourSeconds() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI hanging = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            try (var cloud = Cloud.at(hanging, hanging, () -> {})) {
                long before = System.nanoTime();

                var answer =
                        query.reachedBy(cloud.dynamo(), cloud.sqs()).get("/api/ai/health/details");

                assertThat(answer.json())
                        .isEqualTo(state("degraded", "unreachable", "unreachable", "unknown"));
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(Duration.ofSeconds(7));
            }
        }
    }

    @Test
    void whatBreaksIsLoggedOnceAndKeptFromTheCaller() throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:" + closedPort());
        try (var gone = Cloud.at(nowhere, nowhere, () -> {})) {
            var broken = query.reachedBy(gone.dynamo(), gone.sqs());

            var answer = broken.get("/api/ai/tasks/task-1-1");

            answer.isProblem(500, "Something went wrong here; it is logged under this request_id");
            assertThat(answer.body()).doesNotContain("127.0.0.1", "Exception", "amazon");
            assertThat(broken.log).hasSize(1);
            assertThat(broken.log.getFirst().getBytes(UTF_8))
                    .asString(UTF_8)
                    .contains("ERROR", "request-1", "SdkClientException")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void withoutATokenNothingIsToldOfStoreAndQueue() {
        var event = QueryFunction.event("GET", "/api/ai/health", "", Map.of());
        event.put(
                "requestContext",
                Map.of("requestId", "request-1", "http", Map.of("method", "GET")));

        assertThat(query.answer(event).json())
                .isEqualTo(Map.of("status", "ok", "worker", "unknown"));
    }

    @Test
    void theDetailsAreForOperators() {
        var claims = Map.of("username", "ada");
        var event = QueryFunction.event("GET", "/api/ai/health/details", "", Map.of(), claims);

        query.answer(event).isProblem(403, "Only operators may see details");
    }

    private static Map<String, Object> state(
            String status, String store, String queue, String worker) {
        return Map.of("status", status, "store", store, "queue", queue, "worker", worker);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
