package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.cloud.TestCloud;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./quizsmith rotate-token} in a process of its own, which waits until every function knows
 * the token: so they wait together.
 */
@Execution(ExecutionMode.CONCURRENT)
class RotateTokenCommandTest {

    private static final String CURRENT = "/production/token";
    private static final String PREVIOUS = "/production/token-before";

    @Test
    void aStackGetsANewTokenAndKeepsTheOneBefore() throws Exception {
        try (var aws = DescribeStacks.thatKnow(TestCloud.newStack())) {
            var first = rotate(aws.surroundings(), "", "--stack", "production");

            assertThat(first.exit()).as(first.errors()).isZero();
            assertThat(first.output().strip())
                    .matches("whsec_[A-Za-z0-9+/]{43}=")
                    .isEqualTo(aws.ssm().get(CURRENT));
            assertThat(aws.ssm().get(PREVIOUS)).isEqualTo("a-token-of-production");
            assertThat(first.errors())
                    .contains("the stack production", PREVIOUS)
                    .doesNotContain(aws.ssm().get(CURRENT), "a-token-of-production");

            var tooSoon = rotate(aws.surroundings(), "", "--stack", "production");
            assertThat(tooSoon.exit()).isEqualTo(1);
            assertThat(tooSoon.errors()).contains("the last rotation was at", "--force");
            assertThat(aws.ssm().get(CURRENT)).isEqualTo(first.output().strip());
        }
    }

    @Test
    void aTokenThatIsGivenIsTakenThoughTheLastRotationWasJustNow() throws Exception {
        try (var aws = DescribeStacks.thatKnow(TestCloud.newStack())) {
            aws.ssm().put(PREVIOUS, "a-token-from-before");

            var given =
                    rotate(
                            aws.surroundings(),
                            "a-token-of-our-own\n",
                            "--stack=production",
                            "--force",
                            "--token",
                            "-");
            assertThat(given.exit()).as(given.errors()).isZero();
            assertThat(given.output()).isEmpty();
            assertThat(aws.ssm().get(CURRENT)).isEqualTo("a-token-of-our-own");
            assertThat(aws.ssm().get(PREVIOUS)).isEqualTo("a-token-of-production");
        }
    }

    @Test
    void aRotationThatBrokeOffIsTakenUpAgain() throws Exception {
        try (var aws = DescribeStacks.thatKnow(TestCloud.newStack())) {
            aws.ssm().put(PREVIOUS, "a-token-of-production");

            var again = rotate(aws.surroundings(), "", "--stack", "production");

            assertThat(again.exit()).as(again.errors()).isZero();
            assertThat(aws.ssm().get(PREVIOUS)).isEqualTo("a-token-of-production");
        }
    }

    @Test
    @ResourceLock(InCommon.FILES_OF_RUNS)
    void theRunningUpGoesOnWithItsWorker(@TempDir Path data) throws Exception {
        try (var up = CommandLineTest.Up.with(data)) {
            String port = String.valueOf(up.api().getPort());

            var rotated = rotate(Map.of(), "", "--port", port);

            assertThat(rotated.exit()).as(rotated.errors()).isZero();
            var accepted =
                    up.send(
                            "POST",
                            "/api/ai/generate/",
                            "{\"user_id\": 1, \"quiz_size\": 2,"
                                    + " \"extra_instructions\": \"delay:10\"}");
            up.await(accepted.get("task_id").toString(), "completed");
        }
    }

    @Test
    void aTokenThatAnybodyGuessesIsNotTaken() throws Exception {
        var guessed = rotate(Map.of(), "", "--token", "secret");

        assertThat(guessed.exit()).isEqualTo(2);
        assertThat(guessed.errors()).contains("--token must have 16 characters or more");
    }

    private record Said(int exit, String output, String errors) {}

    private static Said rotate(Map<String, String> surroundings, String input, String... options)
            throws Exception {
        var builder =
                CommandLineTest.command(
                        Stream.concat(Stream.of("rotate-token"), Arrays.stream(options))
                                .toArray(String[]::new));
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(surroundings);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), output, errors);
    }
}
