package io.quizsmith.local.contract;

import io.quizsmith.json.Json;
import io.quizsmith.sampleworker.Received;
import io.quizsmith.sampleworker.SampleWorker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What the sample worker saw of us. */
final class WorkerSide {

    private WorkerSide() {}

    static SampleWorker worker() {
        return Run.shared().worker().orElseThrow();
    }

    /** The hand-overs of a task so far. */
    static List<Received> handOvers(String taskId) {
        return worker().received().stream()
                .filter(request -> request.path().equals("/generate"))
                .filter(request -> request.body().path("task_id").asText().equals(taskId))
                .toList();
    }

    /** The first hand-over, once it has been made. */
    static Received handOver(String taskId) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (handOvers(taskId).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(taskId + " was not handed over");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return handOvers(taskId).getFirst();
    }

    /** The body of the first hand-over. */
    static Map<String, Object> requestFor(String taskId) {
        return ((Json.Read.AnObject) Json.read(handOver(taskId).body().toString())).fields();
    }
}
