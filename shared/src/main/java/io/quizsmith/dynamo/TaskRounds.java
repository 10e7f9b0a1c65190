package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up where many tasks stand at once, consistently: 100 at most. */
final class TaskRounds {

    private final DynamoDbClient dynamo;
    private final String table;

    TaskRounds(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Where a task stands.
     *
     * @param round the first attempt since its client last asked for it
     * @param completedAt when it ended
     * @param questions that were created
     */
    record Standing(TaskStatus status, int round, Optional<Instant> completedAt, int questions) {}

    /** Those that are there. */
    Map<TaskId, Standing> find(Collection<TaskId> ids) {
        var found = new HashMap<TaskId, Standing>();
        var left = ids.isEmpty() ? Map.<String, KeysAndAttributes>of() : request(ids);
        for (int tries = 0; !left.isEmpty(); tries++) {
            Attributes.pauseBeforeTry(tries);
            var request = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(request));
            answer.responses()
                    .getOrDefault(table, List.of())
                    .forEach(
                            item ->
                                    found.put(
                                            new TaskId(text(item, TaskItem.TASK_ID)),
                                            standing(item)));
            left = answer.unprocessedKeys();
        }
        return found;
    }

    private static Standing standing(Map<String, AttributeValue> item) {
        return new Standing(
                TaskStatus.ofWire(text(item, TaskItem.STATUS)).orElseThrow(),
                (int) number(item, TaskItem.ROUND),
                Optional.ofNullable(item.get(TaskItem.COMPLETED_AT)).map(Attributes::instant),
                (int) number(item, TaskItem.QUESTIONS_CREATED));
    }

    private Map<String, KeysAndAttributes> request(Collection<TaskId> ids) {
        return Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(ids.stream().distinct().map(TaskItem::key).toList())
                        .consistentRead(true)
                        .projectionExpression("#task, #status, #round, #completed, #questions")
                        .expressionAttributeNames(
                                Map.of(
                                        "#task", TaskItem.TASK_ID,
                                        "#status", TaskItem.STATUS,
                                        "#round", TaskItem.ROUND,
                                        "#completed", TaskItem.COMPLETED_AT,
                                        "#questions", TaskItem.QUESTIONS_CREATED))
                        .build());
    }
}
