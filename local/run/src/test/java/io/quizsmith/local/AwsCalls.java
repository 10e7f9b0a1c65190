package io.quizsmith.local;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Every call that leaves for AWS in this JVM on behalf of a client of the API, once somebody wants
 * to know. The SDK finds it by the file of global interceptors.
 */
public final class AwsCalls implements ExecutionInterceptor {

    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static volatile boolean wanted;

    private record Call(int port, String request) {}

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (wanted && isForClient()) {
            CALLS.add(new Call(context.httpRequest().port(), context.request().toString()));
        }
    }

    /** Submit and query answer clients; dispatch, receive and sweep go on behind them. */
    private static boolean isForClient() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.map(StackWalker.StackFrame::getClassName)
                                        .anyMatch(
                                                name ->
                                                        name.startsWith("io.quizsmith.submit.")
                                                                || name.startsWith(
                                                                        "io.quizsmith.query.")));
    }

    /** Keeps the calls from now on, and none from before. */
    static void keep() {
        CALLS.clear();
        wanted = true;
    }

    /** Keeps none any more. */
    static void end() {
        wanted = false;
        CALLS.clear();
    }

    /** The requests of the calls to either address, as the SDK prints them. */
    static List<String> to(URI dynamo, URI sqs) {
        return CALLS.stream()
                .filter(call -> call.port() == dynamo.getPort() || call.port() == sqs.getPort())
                .map(Call::request)
                .toList();
    }
}
