package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.worker.WorkerTokens;

import software.amazon.awssdk.core.exception.SdkException;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;

/** {@code ./quizsmith rotate-token}: a new token for the worker, without a deployment. */
final class RotateToken {

    private static final int BYTES = 32;

    /** A function that looked just before the change looks again by then. */
    static final Duration UNTIL_KNOWN = WorkerTokens.BETWEEN_LOOKS.plusSeconds(2);

    private final Arguments arguments;

    RotateToken(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() {
        Optional<String> given = arguments.text("--token").map(RotateToken::given);
        String token = given.orElseGet(RotateToken::generated);
        boolean force = arguments.has("--force");
        var stack = arguments.stack();
        if (stack.isPresent()) {
            rotate(DeployedStack.findTokens(stack.get()), token, force, UNTIL_KNOWN);
        } else {
            var up = RunningUp.one(arguments);
            rotate(up.tokens(), token, force, UNTIL_KNOWN.dividedBy(up.speed()));
        }
        if (given.isEmpty()) {
            System.out.println(token);
        }
        return 0;
    }

    private static void rotate(
            WorkerTokenStore tokens, String token, boolean force, Duration untilKnown) {
        try (tokens) {
            say("Rotating the worker's token of " + tokens.name() + " ...");
            tokens.rotate(token, force);
            LockSupport.parkNanos(untilKnown.toNanos());
            say("Both tokens are good now, the new and the one before.");
            say("1. Give the worker the new one.");
            say("2. In 8 days, or at once if the old one leaked, delete " + tokens.previous());
        } catch (SdkException cannot) {
            throw new IllegalStateException(
                    "cannot rotate the token: " + Failures.said(cannot), cannot);
        }
    }

    /** Standard output has the token alone: it may be piped to where the worker gets it. */
    private static void say(String line) {
        System.err.println(line);
    }

    /** A dash stands for standard input, where nobody reads it over a shoulder. */
    private static String given(String argument) {
        String token = argument.equals("-") ? new Scanner(System.in, UTF_8).nextLine() : argument;
        if (!token.matches("[!-~]{16,4000}")) {
            throw new Arguments.UsageException(
                    "--token must have 16 characters or more, letters, digits and signs");
        }
        return token;
    }

    /** As Standard Webhooks writes its secrets: it may sign, too. */
    private static String generated() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
