package io.quizsmith.query;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.Worker;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the store, the queue and the worker answer, all asked at once. Without the worker tasks
 * are still taken and wait: it alone does not make us unhealthy. Names no address.
 */
@Path("/api/ai/health")
public final class HealthResource {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final TaskId NO_TASK = new TaskId("task-1-0");
    private static final String OK = "ok";

    private final TaskTable tasks;
    private final SqsClient sqs;
    private final String queueUrl;
    private final String workerUrl;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthResource(Environment environment) {
        this.tasks = new TaskTable(environment.dynamo(), environment.variable("TABLE_NAME"));
        this.sqs = environment.sqs();
        this.queueUrl = environment.variable("QUEUE_URL");
        this.workerUrl = environment.optionalVariable("AI_WORKER_URL");
    }

    @GET
    public Response health() {
        long until = System.nanoTime() + LIMIT.toNanos();
        var store = threads.submit(() -> tasks.find(NO_TASK).isEmpty());
        var queue = threads.submit(queueAnswers());
        var worker = threads.submit(this::workerAnswers);
        String storeIs = state(store, until);
        String queueIs = state(queue, until);
        String workerIs = workerUrl.isEmpty() ? "unknown" : state(worker, until);
        boolean ok = storeIs.equals(OK) && queueIs.equals(OK);
        var body = new LinkedHashMap<String, Object>();
        body.put("status", ok ? OK : "degraded");
        body.put("store", storeIs);
        body.put("queue", queueIs);
        body.put("worker", workerIs);
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

    /** Made when asked for: an HTTP client would make every cold start slower. */
    private boolean workerAnswers() {
        return !workerUrl.isEmpty() && new Worker(workerUrl).isHealthy();
    }

    private static String state(Future<Boolean> answer, long until) {
        try {
            return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS) ? OK : "unreachable";
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
