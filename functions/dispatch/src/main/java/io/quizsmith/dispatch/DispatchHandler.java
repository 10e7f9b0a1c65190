package io.quizsmith.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.sqs.QueueMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Task queue to AI worker. Names the messages that must come back; the others are done with. */
public final class DispatchHandler implements RequestStreamHandler {

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
    public void handleRequest(InputStream event, OutputStream output, Context context)
            throws IOException {
        List<Map<String, String>> comeBack = dispatch(QueueMessage.read(event));
        output.write(Json.bytes(Map.of("batchItemFailures", comeBack)));
    }

    private List<Map<String, String>> dispatch(List<QueueMessage> batch) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new LinkedHashMap<QueueMessage, Future<Boolean>>();
            for (var message : batch) {
                running.put(message, threads.submit(() -> dispatch(message)));
            }
            return running.entrySet().stream()
                    .filter(each -> !isDone(each.getValue()))
                    .map(each -> Map.of("itemIdentifier", each.getKey().id()))
                    .toList();
        }
    }

    /** One message that breaks does not take the others of its batch with it. */
    private boolean dispatch(QueueMessage message) {
        try {
            return dispatchTask.dispatch(message);
        } catch (RuntimeException broken) {
            environment.log().error("dispatch failed", Map.of("message_id", message.id()), broken);
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
