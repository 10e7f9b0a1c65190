package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.function.Environment;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.InstantSource;
import java.util.Map;

class WaitingTest {

    private static final Stack STACK = TestCloud.newStack();

    /** Or the function would be cut off, and the client told nothing. */
    @ParameterizedTest
    @CsvSource({
        "25, 29000, 60, 25",
        "25, 29000, 7, 7",
        "10, 29000, 60, 10",
        "25, 12900, 60, 10",
        "25, 2500, 60, 0",
        "25, 100, 60, 0",
        "0, 29000, 60, 0",
        "25, 29000, 99999999999, 25"
    })
    void aWaitIsNeverLongerThanIsAllowedWantedOrLeft(
            String allowed, int left, String wanted, int seconds) {
        var environment =
                new Environment(
                        Map.of("LONGEST_WAIT_SECONDS", allowed),
                        InstantSource.system(),
                        STACK.cloud().dynamo(),
                        STACK.cloud().sqs(),
                        line -> {});

        assertThat(
                        new Waiting(environment)
                                .seconds("wait=" + wanted, QueryFunction.invocation(left)))
                .isEqualTo(seconds);
    }
}
