package io.quizsmith.result;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.json.Checksum;
import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.task.Partial;
import io.quizsmith.task.Task;

import java.util.List;

/**
 * Questions as the worker sent them, which are known again whatever stands around them. A checksum
 * is enough for that: they are compared with those of the same task alone, and who could make two
 * that look alike would lose the second.
 */
record Delivery(String name, byte[] json) {

    static Delivery of(List<?> questions) {
        byte[] json = Json.bytes(questions);
        return new Delivery(Checksum.of(json), json);
    }

    /** Whether it brought what the task has been completed with. */
    boolean completed(Task task) {
        String result = task.result();
        return !result.isEmpty()
                && (ResultTable.isOf(result, name) || ResultTable.isOf(result, formerName()));
    }

    /** Whether it is among those that brought what is there of a quiz that is not complete. */
    boolean isPartOf(Task task) {
        return task.partial()
                .map(Partial::deliveries)
                .filter(known -> known.contains(name) || known.contains(formerName()))
                .isPresent();
    }

    /** Deliveries were named so before, and stay named so in the tasks of then. */
    private String formerName() {
        return Digest.of(json);
    }
}
