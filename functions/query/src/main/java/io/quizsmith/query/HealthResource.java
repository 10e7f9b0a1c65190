package io.quizsmith.query;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.Worker;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether the store, the queue and the worker answer. Names no address. */
@Path("/api/ai/health")
public final class HealthResource {

    private static final Duration LIMIT = Duration.ofMillis(2500);
    private static final TaskId NO_TASK = new TaskId("task-1-0");

    private final TaskTable tasks;
    private final SqsClient sqs;
    private final String queueUrl;
    private final Worker worker;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthResource(Environment environment) {
        this.tasks = new TaskTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.sqs = environment.sqs();
        this.queueUrl = environment.variable("QUEUE_URL");
        this.worker = new Worker(environment.optionalVariable("AI_WORKER_URL"), "", "");
    }

    @GET
    public Response health() {
        var store = threads.submit(() -> tasks.find(NO_TASK).isEmpty());
        var queue = threads.submit(queueAnswers());
        var ai = threads.submit(worker::isHealthy);
        String storeIs = state(store);
        String queueIs = state(queue);
        boolean ok = storeIs.equals("ok") && queueIs.equals("ok");
        var body = new LinkedHashMap<String, Object>();
        body.put("status", ok ? "ok" : "unavailable");
        body.put("store", storeIs);
        body.put("queue", queueIs);
        body.put("worker", state(ai));
        return Responses.of(Answer.json(ok ? 200 : 503, body).with("Cache-Control", "no-store"));
    }

    private Callable<Boolean> queueAnswers() {
        return () ->
                !sqs.getQueueAttributes(
                                get ->
                                        get.queueUrl(queueUrl)
                                                .attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .isEmpty();
    }

    private static String state(Future<Boolean> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS) ? "ok" : "unreachable";
        } catch (ExecutionException broken) {
            return "unreachable";
        } catch (TimeoutException silent) {
            answer.cancel(true);
            return "unreachable";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
