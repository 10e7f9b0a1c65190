package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** An order that the worker has taken, under an id of its own. */
final class Job {

    private final String id;
    private final Order order;
    private volatile Optional<byte[]> result = Optional.empty();

    Job(String id, Order order) {
        this.id = id;
        this.order = order;
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    /** The id that the callback quotes: the asker's, where it gave one. */
    String quotedId() {
        return order.fault() == Fault.OWN_ID || order.taskId().isEmpty() ? id : order.taskId();
    }

    /** Kept as it is sent, which takes a fifth of the memory that the tree does. */
    void finish(byte[] callback) {
        result = Optional.of(callback);
    }

    /** What GET /task says: the callback's content once there is one. */
    ObjectNode report() {
        ObjectNode report = Json.object().put("task_id", id).put("status", "processing");
        result.map(Json::read)
                .map(ObjectNode.class::cast)
                .ifPresent(callback -> report.put("status", "completed").setAll(callback));
        return report;
    }
}
