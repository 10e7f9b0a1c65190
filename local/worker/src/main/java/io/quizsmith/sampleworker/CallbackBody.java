package io.quizsmith.sampleworker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** The body of a callback, as good or as bad as the job's fault has it. */
final class CallbackBody {

    private CallbackBody() {}

    static ObjectNode of(Job job, Selection selection) {
        Order order = job.order();
        ObjectNode body = Json.object().put("worker_task_id", job.quotedId());
        body.set("user_id", order.userId());
        if (order.fault() == Fault.FAILS) {
            return body.put("status", "failed")
                    .put("error", "The model gave no usable answer after 3 tries");
        }
        String seed = order.taskId().isEmpty() ? job.id() : order.taskId();
        ArrayNode questions =
                questions(
                        selection.draw(order.quizSize(), order.taste(), seed, order.avoid()),
                        order.fault());
        body.set("questions", questions);
        body.putObject("meta")
                .put("processing_time_sec", order.delay().toSeconds())
                .put("total_processed", questions.size());
        return body;
    }

    private static ArrayNode questions(List<Item> items, Fault fault) {
        ArrayNode questions = Json.MAPPER.createArrayNode();
        if (fault == Fault.EMPTY) {
            return questions;
        }
        for (int i = 0; i < items.size(); i++) {
            boolean bad = fault == Fault.BROKEN || (fault == Fault.PARTIAL && i % 3 == 1);
            ObjectNode question = items.get(i).toJson();
            questions.add(
                    bad ? Mistakes.in(question, fault == Fault.PARTIAL ? i / 3 : i) : question);
        }
        return questions;
    }
}
