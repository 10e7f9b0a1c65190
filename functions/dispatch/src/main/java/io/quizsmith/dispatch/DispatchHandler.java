package io.quizsmith.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quizsmith.function.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Task queue to AI worker. Names the messages that must come back; the others are done with. */
public final class DispatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Environment environment;
    private final DispatchTask dispatchTask;

    /** Lambda starts here. */
    public DispatchHandler() {
        this(Environment.ofLambda());
    }

    public DispatchHandler(Environment environment) {
        this.environment = environment;
        this.dispatchTask = new DispatchTask(environment);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new LinkedHashMap<SQSMessage, Future<Boolean>>();
            for (var message : event.getRecords()) {
                Callable<Boolean> dispatch = () -> dispatch(message);
                running.put(message, threads.submit(dispatch));
            }
            return new SQSBatchResponse(comeBack(running));
        }
    }

    private static List<SQSBatchResponse.BatchItemFailure> comeBack(
            Map<SQSMessage, Future<Boolean>> running) {
        var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        running.forEach(
                (message, done) -> {
                    if (!isDone(done)) {
                        failures.add(
                                new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
                    }
                });
        return failures;
    }

    /** One message that breaks does not take the others of its batch with it. */
    private boolean dispatch(SQSMessage message) {
        try {
            return dispatchTask.dispatch(message);
        } catch (RuntimeException broken) {
            environment.log().error("dispatch failed", Map.of("message_id", message.getMessageId()), broken);
            return false;
        }
    }

    private static boolean isDone(Future<Boolean> future) {
        try {
            return future.get();
        } catch (ExecutionException broken) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
