package io.quizsmith.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.sampleworker.SampleWorker;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/** Each function's zip, started by the official runtime interface client as Lambda starts it. */
class PackagedZipsTest {

    private static final long MEGABYTE = 1_000_000;

    static List<String> functions() {
        return SampleEventsTest.FUNCTIONS;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void answersItsSampleEvents(String function) throws Exception {
        Path zip = zip(function);
        assumeThat(zip).as("mvn verify packages it before this test").exists();
        Stack stack = TestCloud.newStack();
        SampleState.write(stack);
        try (SampleWorker worker = SampleState.worker();
                var ssm = SampleState.ssm();
                var api = new RuntimeApi()) {
            Path log = Path.of("target", "packaged", function + ".log");
            Process process = start(function, unpacked(zip), stack, ssm, worker, api, log);
            try {
                for (var event : Events.all(List.of(function))) {
                    event.check(api.invoke(event.event(), process));
                }
            } catch (AssertionError failed) {
                throw new AssertionError(
                        failed.getMessage() + "\n" + Files.readString(log), failed);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void isSmall(String function) throws IOException {
        Path zip = zip(function);
        assumeThat(zip).exists();
        long limit = function.equals("QueryFunction") ? 16 : 10;
        assertThat(Files.size(zip)).isLessThan(limit * MEGABYTE);
    }

    private static Path zip(String function) {
        var resource = Template.read(Template.path(), Map.of()).resources().get(function);
        return Root.path().resolve(resource.properties().get("CodeUri").toString());
    }

    private static Process start(
            String function,
            Path task,
            Stack stack,
            LocalSsm ssm,
            SampleWorker worker,
            RuntimeApi api,
            Path log)
            throws IOException {
        var resource = Template.read(Template.path(), Map.of()).resources().get(function);
        String handler = resource.properties().get("Handler").toString();
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx400m",
                        "-Djava.io.tmpdir=" + task.toAbsolutePath(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        runtimeClient() + File.pathSeparator + task.resolve("lib") + "/*",
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        handler);
        var environment = builder.environment();
        environment.putAll(ssm.addTo(SampleState.functions(stack, worker).variables(resource)));
        environment.putAll(
                Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                        api.address(),
                        "_HANDLER",
                        handler,
                        "LAMBDA_TASK_ROOT",
                        task.toAbsolutePath().toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        stack.cloud().dynamoUri().toString(),
                        "AWS_ENDPOINT_URL_SQS",
                        stack.cloud().sqsUri().toString()));
        Files.createDirectories(log.getParent());
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** The jars that Lambda's Java runtime brings itself. */
    private static String runtimeClient() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*/aws-lambda-java-(runtime|core|serialization).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path unpacked(Path zip) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), zip.getFileName() + "-");
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.write(file, entries.readAllBytes());
                }
            }
        }
        return folder;
    }
}
