package io.quizsmith.query;

import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.http.Answer;
import io.quizsmith.http.Problem;
import io.quizsmith.task.TaskId;
import io.quizsmith.worker.Worker;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the store, the queue and the worker answer, all asked at once. Without the worker tasks
 * are still taken and wait: it alone does not make us unhealthy. Names no address; how the store
 * and the queue are is for operators.
 */
@Path("/api/ai/health")
public final class HealthResource {

    /** For each part; the first call of a new function takes a second of it. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private static final TaskId NO_TASK = new TaskId("task-1-0");
    private static final String OK = "ok";

    private final TaskTable tasks;
    private final SqsClient sqs;
    private final String queueUrl;
    private final String workerUrl;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Worker worker;

    HealthResource(Environment environment) {
        this.tasks =
                new TaskTable(
                        environment.dynamo(),
                        environment.variable("TABLE_NAME"),
                        environment.shards());
        this.sqs = environment.sqs();
        this.queueUrl = environment.variable("QUEUE_URL");
        this.workerUrl = environment.optionalVariable("AI_WORKER_URL");
    }

    /** What the parts answered. */
    private record State(String store, String queue, String worker) {

        String status() {
            return store.equals(OK) && queue.equals(OK) ? OK : "degraded";
        }
    }

    @GET
    public Response health() {
        var state = ask();
        var body = new LinkedHashMap<String, Object>();
        body.put("status", state.status());
        body.put("worker", state.worker());
        return answer(state, body);
    }

    @GET
    @Path("details")
    public Response details(@Context ContainerRequestContext request) {
        if (!Entrance.CALLER.get().isOperator()) {
            var requestId = Responses.requestId(request);
            return Responses.of(Problem.forbidden(requestId, "Only operators may see details"));
        }
        var state = ask();
        var body = new LinkedHashMap<String, Object>();
        body.put("status", state.status());
        body.put("store", state.store());
        body.put("queue", state.queue());
        body.put("worker", state.worker());
        return answer(state, body);
    }

    private static Response answer(State state, Map<String, Object> body) {
        int status = state.status().equals(OK) ? 200 : 503;
        return Responses.of(Answer.json(status, body).with("Cache-Control", "no-store"));
    }

    private State ask() {
        var client = workerUrl.isEmpty() ? Optional.<Worker>empty() : Optional.of(worker());
        long until = System.nanoTime() + LIMIT.toNanos();
        var store = threads.submit(() -> tasks.find(NO_TASK).isEmpty());
        var queue = threads.submit(queueAnswers());
        var worker = threads.submit(() -> client.map(Worker::isHealthy).orElse(false));
        return new State(
                state(store, until),
                state(queue, until),
                workerUrl.isEmpty() ? "unknown" : state(worker, until));
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

    /** Made when it is first asked: it takes long, and would make every cold start slower. */
    private synchronized Worker worker() {
        if (worker == null) {
            worker = new Worker(workerUrl);
        }
        return worker;
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
