package io.quizsmith.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.dynamo.GateTable;
import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;
import io.quizsmith.sqs.QueueMessage;
import io.quizsmith.sqs.Wake;
import io.quizsmith.task.TaskId;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Task queue to AI worker. Names the messages that must come back; the others are done with. */
public final class DispatchHandler implements RequestStreamHandler {

    private final Environment environment;
    private final DispatchTask dispatchTask;
    private final Line line;
    private final String deadLetterQueueUrl;

    /** Lambda starts here. */
    public DispatchHandler() {
        this(Environment.ofLambda());
    }

    public DispatchHandler(Environment environment) {
        this.environment = environment;
        var gates = new GateTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        var watch = new GateWatch(gates, environment.places().areLimited());
        var handOverTask = new HandOverTask(environment);
        this.line = new Line(environment, watch, handOverTask);
        this.dispatchTask = new DispatchTask(environment, watch, line, handOverTask);
        this.deadLetterQueueUrl = environment.variable("DEAD_LETTER_QUEUE_URL");
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
            Optional<TaskId> task = TaskId.parse(message.body());
            if (task.isPresent()) {
                return dispatchTask.dispatch(task.get(), message);
            }
            Wake.parse(message.body())
                    .ifPresentOrElse(wake -> line.tend(wake, message.id()), () -> bury(message));
            return true;
        } catch (RuntimeException broken) {
            environment.log().error("dispatch failed", Map.of("message_id", message.id()), broken);
            return false;
        }
    }

    /** No further round makes sense of it; a person may. */
    private void bury(QueueMessage message) {
        environment
                .log()
                .error(
                        "message is no task id: look at the dead-letter queue",
                        Map.of("message_id", message.id()));
        environment
                .sqs()
                .sendMessage(send -> send.queueUrl(deadLetterQueueUrl).messageBody(message.body()));
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
