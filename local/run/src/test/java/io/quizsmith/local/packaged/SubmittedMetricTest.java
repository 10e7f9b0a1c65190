package io.quizsmith.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.local.LocalFunction;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What submit counts, and under which stack: the name that the template gives it. */
class SubmittedMetricTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void aTaskIsCountedWhenItIsPromisedAndNotWhenItIsRefused() throws IOException {
        var stack = TestCloud.newStack();
        try (var worker = SampleState.worker();
                var ssm = SampleState.ssm()) {
            SampleState.write(stack);
            var submit =
                    SampleState.functions(stack, worker)
                            .functions(
                                    variables ->
                                            new Environment(
                                                    ssm.addTo(variables),
                                                    InstantSource.system(),
                                                    stack.cloud().dynamo(),
                                                    stack.cloud().sqs(),
                                                    lines::add))
                            .get("SubmitFunction");

            send(submit, "unknown-user.json");
            assertThat(metrics()).isEmpty();

            send(submit, "generate.json");
            assertThat(metrics())
                    .singleElement()
                    .satisfies(
                            metric ->
                                    assertThat(metric)
                                            .containsEntry("Submitted", 1)
                                            .containsEntry("Stack", "quizsmith"));
        }
    }

    private static void send(LocalFunction submit, String event) throws IOException {
        submit.invoke(Files.readAllBytes(Root.path().resolve("events/submit").resolve(event)));
    }

    private List<Map<String, Object>> metrics() {
        return lines.stream()
                .map(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .filter(line -> line.containsKey("_aws"))
                .toList();
    }
}
