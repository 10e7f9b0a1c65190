package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quizsmith.cloud.Root;
import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class CommandLineTest {

    private static final String[] FREE_PORTS = {
        "--port", "0", "--receive-port", "0", "--worker-port", "0",
    };

    @ParameterizedTest
    @CsvSource({
        "frobnicate, unknown command frobnicate",
        "up --colour red, up has no option --colour",
        "up --port, --port needs a value",
        "up --port 99999, --port must be a port",
        "up --worker-delay soon, --worker-delay must be a number of seconds",
        "up --worker-fault odd, --worker-fault must be one of none",
        "up --worker-url ftp://x, --worker-url must be an https address",
        "up --worker-url http://10.0.0.7:9, --worker-url must be an https address",
        "up --worker-url http://127.0.0.1:9, --worker-url needs --worker-token",
        "up --issuer-port 0, --issuer-port needs --auth",
        "up --auth=yes, --auth takes no value",
        "token, 'token needs --user, or --operator, or both'",
        "token --user 6, '--user must be 1 to 5, or a username'",
        "token --user 1 --expires never, '--expires must be a time such as 90m, 24h or 7d'",
        "token --user 1 --expires 31d, --expires must be at most 30d",
        "redrive --since yesterday, '--since must be a time such as 90m, 24h or 7d'",
        "redrive --dry-run=no, --dry-run takes no value",
        "redrive --stack, --stack needs a value",
        "redrive --stack=, --stack must be the name of a stack",
        "redrive --stack a --port 8080, --stack and --port exclude each other",
    })
    void aWrongCommandLineSaysWhatIsWrong(String line, String message) throws Exception {
        Process process = quizsmith(line.split(" ", -1));

        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors).startsWith("quizsmith: " + message).contains("./quizsmith help");
    }

    @ParameterizedTest
    @CsvSource({"--port", "--receive-port", "--worker-port"})
    void aTakenPortIsNamedWithItsOption(String option) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var defaults = Options.forTests();
            var options =
                    new Options(
                            option.equals("--port") ? port : 0,
                            option.equals("--receive-port") ? port : 0,
                            option.equals("--worker-port") ? port : 0,
                            defaults.ownWorker(),
                            defaults.token(),
                            defaults.workerDelay(),
                            defaults.workerFault(),
                            defaults.data(),
                            false,
                            defaults.clock(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            line -> {});

            assertThatExceptionOfType(HttpFront.PortTakenException.class)
                    .isThrownBy(() -> LocalRun.start(options).close())
                    .withMessage("Port " + port + " is taken: choose another one with " + option);
        }
    }

    @Test
    void aTaskSurvivesARestartWithData(@TempDir Path data) throws Exception {
        String taskId;
        try (var first = Up.with(data)) {
            var accepted =
                    first.send(
                            "POST",
                            "/api/ai/generate/",
                            "{\"user_id\": 1, \"quiz_size\": 2,"
                                    + " \"extra_instructions\": \"delay:10\"}");
            taskId = accepted.get("task_id").toString();
            first.await(taskId, "completed");
        }
        try (var second = Up.with(data)) {
            assertThat(second.send("GET", "/api/ai/tasks/" + taskId + "/", ""))
                    .containsEntry("status", "completed");
            assertThat(second.send("GET", "/api/ai/tasks/" + taskId + "/questions/", ""))
                    .containsEntry("count", 2);
        }
    }

    @Test
    void aClosedRunTakesTheTokensThatItsCommandPrints(@TempDir Path data) throws Exception {
        try (var closed = Up.with(data, "--auth")) {
            String port = String.valueOf(closed.api().getPort());
            Path file = RunningUp.folder().resolve("up-" + port + ".json");

            String user = output(quizsmith("token", "--user", "3", "--port", port));
            String operator = output(quizsmith("token", "--operator", "--port", port));

            assertThat(user).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
            assertThat(closed.status("/api/ai/users/3/", "")).isEqualTo(401);
            assertThat(closed.status("/api/ai/users/3/", user.strip())).isEqualTo(200);
            assertThat(closed.status("/api/ai/users/2/", user.strip())).isEqualTo(404);
            assertThat(closed.status("/api/ai/users/2/", operator.strip())).isEqualTo(200);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).contains("issuer_secret").doesNotContain("\"d\"");
        }
    }

    @Test
    void anOpenRunSaysSoAndNeedsNoToken(@TempDir Path data) throws Exception {
        try (var open = Up.with(data)) {
            Process token = quizsmith("token", "--user", "1", "--port", "" + open.api().getPort());

            assertThat(errors(token))
                    .contains(
                            "is open and asks for no token: start one with ./quizsmith up --auth");
            assertThat(token.waitFor()).isEqualTo(1);
            assertThat(open.status("/api/ai/users/1/", "")).isEqualTo(200);
        }
    }

    @Test
    void withoutARunThereIsNoToken() throws Exception {
        Process token = quizsmith("token", "--user", "1", "--port", "1");

        assertThat(errors(token))
                .isEqualTo(
                        "quizsmith: no local run is up on port 1:"
                                + " start one with ./quizsmith up --auth\n");
        assertThat(token.waitFor()).isEqualTo(1);
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors(process)).isZero();
        return output;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static Process quizsmith(String... arguments) throws IOException {
        return command(arguments).start();
    }

    static ProcessBuilder command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dquizsmith.root=" + Root.path(),
                        "-Dquizsmith.runs=" + RunningUp.folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.quizsmith.local.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** {@code up} in a process of its own, told to end by SIGTERM, as Ctrl-C and kill do. */
    record Up(Process process, URI api) implements AutoCloseable {

        static Up with(Path data, String... more) throws IOException {
            var arguments = new ArrayList<>(List.of("up", "--data", data.toString()));
            arguments.addAll(List.of(more));
            arguments.addAll(List.of(FREE_PORTS));
            Process process = quizsmith(arguments.toArray(String[]::new));
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError(
                        new String(
                                process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(line).startsWith("ready");
            assertThat(output.readLine()).startsWith(more.length == 0 ? "open " : "closed ");
            assertThat(output.lines().limit(5 + more.length))
                    .filteredOn(each -> each.startsWith("curl"))
                    .hasSize(3);
            Thread.ofVirtual().start(() -> process.errorReader().lines().forEach(ignored -> {}));
            return new Up(process, URI.create(line.split("\\s+", -1)[2]));
        }

        Map<String, Object> send(String method, String path, String body) throws Exception {
            try (var http = HttpClient.newHttpClient()) {
                var request =
                        HttpRequest.newBuilder(api.resolve(path))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build();
                return Json.object(http.send(request, BodyHandlers.ofByteArray()).body())
                        .orElseThrow();
            }
        }

        int status(String path, String token) throws Exception {
            try (var http = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(api.resolve(path));
                if (!token.isEmpty()) {
                    request.header("Authorization", "Bearer " + token);
                }
                return http.send(request.build(), BodyHandlers.discarding()).statusCode();
            }
        }

        void await(String taskId, String status) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (!status.equals(send("GET", "/api/ai/tasks/" + taskId + "/", "").get("status"))) {
                assertThat(System.nanoTime()).as(taskId + " " + status).isLessThan(deadline);
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void close() {
            var children = process.descendants().toList();
            process.destroy();
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(15));
            assertThat(children)
                    .isNotEmpty()
                    .allSatisfy(
                            child ->
                                    assertThat(child.onExit())
                                            .succeedsWithin(Duration.ofSeconds(10)));
        }
    }
}
