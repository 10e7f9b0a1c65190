package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.task.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code ./quizsmith redrive} in a process of its own. */
class RedriveCommandTest {

    /** Neither a profile of this machine nor one of the machine in the cloud is asked. */
    private static final Map<String, String> NO_SURROUNDINGS =
            Map.of(
                    "AWS_CONFIG_FILE", "none",
                    "AWS_SHARED_CREDENTIALS_FILE", "none",
                    "AWS_EC2_METADATA_DISABLED", "true");

    private static final Map<String, String> NO_SURROUNDINGS_BUT_A_REGION =
            Map.of(
                    "AWS_REGION", "us-east-1",
                    "AWS_CONFIG_FILE", "none",
                    "AWS_SHARED_CREDENTIALS_FILE", "none",
                    "AWS_EC2_METADATA_DISABLED", "true");

    @Test
    void theRunningUpIsFoundAndItsTasksComplete(@TempDir Path data) throws Exception {
        try (var up = CommandLineTest.Up.with(data)) {
            String port = String.valueOf(up.api().getPort());
            Task queued;
            Task failed;
            try (var deployment = running(port).deployment()) {
                var outage = new Outage(deployment);
                queued = outage.queued(Instant.now());
                failed = outage.failed(Instant.now());
                outage.deadLetter(queued.id().value());
                outage.deadLetter("hello");
            }

            var dry = redrive(Map.of(), "--port", port, "--dry-run");
            assertThat(dry.exit()).isZero();
            assertThat(dry.output())
                    .contains("Dry run: nothing has changed")
                    .containsPattern("(?m)^queued tasks sent back to the task queue +1$");

            var done = redrive(Map.of(), "--port", port);

            assertThat(done.exit()).as(done.errors()).isZero();
            assertThat(done.output())
                    .startsWith("Dead letters of the local run on port " + port)
                    .containsPattern("(?m)^queued tasks sent back to the task queue +1$")
                    .containsPattern("(?m)^failed tasks retried +1$")
                    .containsPattern("(?m)^messages that are no task id, left +1$")
                    .contains("  " + failed.id(), "  hello", "--drop-junk");
            up.await(queued.id().value(), "completed");
            up.await(failed.id().value(), "completed");
        }
    }

    @Test
    void anUpThatHasEndedIsNotAsked(@TempDir Path data) throws Exception {
        String port;
        try (var up = CommandLineTest.Up.with(data)) {
            port = String.valueOf(up.api().getPort());
        }

        var redriven = redrive(Map.of(), "--port", port);

        assertThat(redriven.exit()).isEqualTo(1);
        assertThat(redriven.errors())
                .startsWith("quizsmith: no local run is up on port " + port)
                .contains("./quizsmith up", "--stack NAME");
    }

    @Test
    @ResourceLock(InCommon.FILES_OF_RUNS)
    void anUpThatWasKilledIsNamedAndItsFileGoesWithTheNextOne(@TempDir Path data) throws Exception {
        var killed = CommandLineTest.Up.with(data);
        String port = String.valueOf(killed.api().getPort());
        killed.process().destroyForcibly();
        killed.close();

        var redriven = redrive(Map.of(), "--port", port);

        assertThat(redriven.exit()).isEqualTo(1);
        assertThat(redriven.errors())
                .startsWith("quizsmith: the local run on port " + port + " has ended without")
                .contains("process " + killed.process().pid() + " is gone");
        CommandLineTest.Up.with(data).close();
        assertThat(RunningUp.all())
                .extracting(RunningUp::port)
                .doesNotContain(killed.api().getPort());
    }

    @Test
    void anUpThatEndsWhileItIsLookedForIsNotThere() throws IOException {
        Path folder = Files.createDirectories(RunningUp.folder());
        Path gone = folder.resolve("up-0.json");
        Files.createSymbolicLink(gone, folder.resolve("nowhere"));
        try {
            assertThat(RunningUp.all()).extracting(RunningUp::port).doesNotContain(0);
        } finally {
            Files.delete(gone);
        }
    }

    @Test
    void aStackIsFoundByItsOutputs() throws Exception {
        Stack stack = TestCloud.newStack();
        var outage = new Outage(RedriveTasksTest.deployment(stack));
        Task failed = outage.failed(Instant.now());
        try (var aws = DescribeStacks.thatKnow(stack)) {
            var redriven = redrive(aws.surroundings(), "--stack", "production");

            assertThat(redriven.exit()).as(redriven.errors()).isZero();
            assertThat(redriven.output())
                    .startsWith("Dead letters of the stack production in us-east-1")
                    .contains("  " + failed.id());
            Task retried = outage.find(failed);
            assertThat(retried.history().getLast().actor()).isEqualTo("operator");
            assertThat(Duration.between(retried.history().getLast().at(), retried.startBy()))
                    .as("the stack's own StartDeadlineMinutes")
                    .isEqualTo(Duration.ofMinutes(45));
            assertThat(outage.sent()).containsExactly(failed.id().value());
        }
    }

    @Test
    void aStackThatIsNotThereIsNamed() throws Exception {
        Stack stack = TestCloud.newStack();
        try (var aws = DescribeStacks.thatKnow(stack)) {
            var redriven = redrive(aws.surroundings(), "--stack", "productoin");

            assertThat(redriven.exit()).isEqualTo(1);
            assertThat(redriven.errors())
                    .isEqualTo(
                            "quizsmith: cannot look up the stack productoin: ValidationError:"
                                    + " Stack with id productoin does not exist\n");
        }
    }

    @Test
    void aStackOfSomethingElseIsRefused() throws Exception {
        Stack stack = TestCloud.newStack();
        try (var aws = DescribeStacks.thatKnow(stack)) {
            var redriven = redrive(aws.surroundings(), "--stack", "something-else");

            assertThat(redriven.exit()).isEqualTo(1);
            assertThat(redriven.errors())
                    .startsWith("quizsmith: the stack something-else has no output TableName");
        }
    }

    @Test
    void withoutARegionOrCredentialsItSaysWhatToSet() throws Exception {
        var nothing = redrive(NO_SURROUNDINGS, "--stack", "production");
        var region = redrive(NO_SURROUNDINGS_BUT_A_REGION, "--stack", "production");

        assertThat(nothing.errors()).startsWith("quizsmith: no AWS region is set");
        assertThat(region.errors()).startsWith("quizsmith: no AWS credentials that work");
        assertThat(List.of(nothing.exit(), region.exit())).containsOnly(1);
    }

    @Test
    void theTemplateHasWhatIsLookedFor() throws IOException {
        String template = Files.readString(Root.path().resolve("template.yaml"));

        assertThat(template.substring(template.indexOf("\nOutputs:")))
                .contains("\n  TableName:\n", "\n  TaskQueueUrl:\n", "\n  DeadLetterQueueUrl:\n");
        assertThat(template.substring(0, template.indexOf("\nResources:")))
                .contains("\n  StartDeadlineMinutes:\n");
    }

    private static RunningUp running(String port) {
        return RunningUp.all().stream()
                .filter(run -> port.equals(String.valueOf(run.port())))
                .findFirst()
                .orElseThrow();
    }

    private record Ran(int exit, String output, String errors) {}

    private static Ran redrive(Map<String, String> surroundings, String... options)
            throws IOException, InterruptedException {
        var arguments = new String[options.length + 1];
        arguments[0] = "redrive";
        System.arraycopy(options, 0, arguments, 1, options.length);
        var command = CommandLineTest.command(arguments);
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(surroundings);
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output, errors);
    }
}
