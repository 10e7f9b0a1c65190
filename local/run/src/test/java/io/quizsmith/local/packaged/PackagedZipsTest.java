package io.quizsmith.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.sampleworker.SampleWorker;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Each function's zip, started by the official runtime interface client as Lambda starts it. */
class PackagedZipsTest {

    private static final long MEGABYTE = 1_000_000;

    static List<String> functions() {
        return SampleEventsTest.FUNCTIONS;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void answersItsSampleEvents(String function) throws Exception {
        var zip = FunctionZip.of(function);
        assumeThat(zip.file()).as("mvn verify packages it before this test").exists();
        Stack stack = TestCloud.newStack();
        SampleState.write(stack);
        try (SampleWorker worker = SampleState.worker();
                var ssm = SampleState.ssm();
                var api = new RuntimeApi()) {
            Path log = Path.of("target", "packaged", function + ".log");
            Process process =
                    start(function, zip.unpack(Path.of("target")), stack, ssm, worker, api, log);
            try {
                for (var event : Events.all(List.of(function))) {
                    event.check(api.invoke(event.event(), process));
                }
            } catch (AssertionError | IllegalStateException failed) {
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
        Path zip = FunctionZip.of(function).file();
        assumeThat(zip).exists();
        long limit = function.equals("QueryFunction") ? 16 : 10;
        assertThat(Files.size(zip)).isLessThan(limit * MEGABYTE);
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
        var variables = ssm.addTo(SampleState.functions(stack, worker).variables(resource));
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", stack.cloud().dynamoUri().toString());
        variables.put("AWS_ENDPOINT_URL_SQS", stack.cloud().sqsUri().toString());
        Files.createDirectories(log.getParent());
        return FunctionZip.process(
                        List.of(), FunctionZip.of(function).handler(), task, api, variables)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
