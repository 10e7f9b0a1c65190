package io.quizsmith.local.packaged;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.function.Environment;
import io.quizsmith.local.LocalFunction;
import io.quizsmith.local.LocalSsm;
import io.quizsmith.sampleworker.SampleWorker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Every sample event, through Lambda's own serializers into the handlers. */
class SampleEventsTest {

    static final List<String> FUNCTIONS =
            List.of(
                    "SubmitFunction",
                    "DispatchFunction",
                    "ReceiveFunction",
                    "QueryFunction",
                    "SweepFunction");

    private static SampleWorker worker;
    private static LocalSsm ssm;
    private static Map<String, LocalFunction> functions;

    @BeforeAll
    static void start() {
        Stack stack = TestCloud.newStack();
        worker = SampleState.worker();
        ssm = SampleState.ssm();
        SampleState.write(stack);
        functions =
                SampleState.functions(stack, worker)
                        .functions(
                                variables ->
                                        new Environment(
                                                ssm.addTo(variables),
                                                InstantSource.system(),
                                                stack.cloud().dynamo(),
                                                stack.cloud().sqs(),
                                                line -> {}));
    }

    @AfterAll
    static void stop() {
        worker.close();
        ssm.close();
    }

    static List<Events.Case> events() {
        return Events.all(FUNCTIONS);
    }

    @ParameterizedTest
    @MethodSource("events")
    void isAnsweredAsItsFileSays(Events.Case event) {
        event.check(functions.get(event.function()).invoke(event.event()));
    }
}
