package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.rollup.Ending;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small record of each ending, by the minute in which it happened: what sweep makes rollups of.
 * Its key names the task, the attempt and the status, so that writing one twice is harmless; that
 * takes the place of a condition.
 *
 * <p>The record of a completion is written before the task is completed. It may tell what never
 * came to be, or tell it twice; {@link #confirmed} knows.
 */
public final class EndedTable {

    /** As many as one look confirms at once. */
    private static final int BATCH = 100;

    private static final Duration LIFE = Duration.ofDays(2);
    private static final String AT = "at";
    private static final String REASON = "reason";
    private static final String WAITED = "waited";
    private static final String RAN = "ran";
    private static final String QUESTIONS = "questions";
    private static final String ASKED = "asked";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shards shards;

    public EndedTable(DynamoDbClient dynamo, String table, Shards shards) {
        this.dynamo = dynamo;
        this.table = table;
        this.shards = shards;
    }

    public void put(Ending ending) {
        dynamo.putItem(put -> put.tableName(table).item(item(ending, shards)));
    }

    /**
     * The endings of a minute, at most so many.
     *
     * @param consistent whether none may be missing
     */
    public List<Ending> read(Instant minute, int most, boolean consistent) {
        var found = new ArrayList<Ending>();
        for (int part = 0; part < shards.endings() && found.size() < most; part++) {
            read(pk(minute, part), most, consistent, found);
        }
        return found;
    }

    private void read(String pk, int most, boolean consistent, List<Ending> found) {
        Map<String, AttributeValue> from = Map.of();
        do {
            var answer = dynamo.query(request(pk, most - found.size(), consistent, from));
            answer.items().forEach(item -> found.add(toEnding(item)));
            from = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
        } while (!from.isEmpty() && found.size() < most);
    }

    private QueryRequest request(
            String pk, int limit, boolean consistent, Map<String, AttributeValue> from) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(consistent)
                .keyConditionExpression("#pk = :pk")
                .expressionAttributeNames(Map.of("#pk", Attributes.PK))
                .expressionAttributeValues(Map.of(":pk", text(pk)))
                .limit(limit)
                .exclusiveStartKey(from.isEmpty() ? null : from)
                .build();
    }

    /**
     * Those of a minute's endings that came to be. A task completes once and for good: it tells
     * when that was, and with how many questions. Other endings are told only once they came to be.
     */
    public List<Ending> confirmed(Instant minute, List<Ending> told) {
        var rounds = new TaskRounds(dynamo, table);
        var standing = new HashMap<TaskId, TaskRounds.Standing>();
        var completions = told.stream().filter(EndedTable::isCompletion).map(Ending::task).toList();
        for (int from = 0; from < completions.size(); from += BATCH) {
            int to = Math.min(completions.size(), from + BATCH);
            standing.putAll(rounds.find(completions.subList(from, to)));
        }
        return told.stream()
                .flatMap(
                        ending ->
                                isCompletion(ending)
                                        ? confirmed(minute, ending, standing.get(ending.task()))
                                                .stream()
                                        : List.of(ending).stream())
                .toList();
    }

    private static boolean isCompletion(Ending ending) {
        return ending.status() == TaskStatus.COMPLETED;
    }

    private static Optional<Ending> confirmed(
            Instant minute, Ending ending, TaskRounds.Standing task) {
        return Optional.ofNullable(task)
                .filter(known -> known.status() == TaskStatus.COMPLETED)
                .filter(
                        known ->
                                known.completedAt().map(Ending::minute).equals(Optional.of(minute)))
                .map(known -> ending.withQuestions(known.questions()));
    }

    static Map<String, AttributeValue> item(Ending ending, Shards shards) {
        String pk = pk(ending.minute(), shards.ofEnding(ending.task()));
        var item = new HashMap<>(Attributes.key(pk, sk(ending)));
        item.put(AT, instant(ending.at()));
        if (!ending.reason().isEmpty()) {
            item.put(REASON, text(ending.reason()));
        }
        ending.waited().ifPresent(time -> item.put(WAITED, number(time.toMillis())));
        ending.ran().ifPresent(time -> item.put(RAN, number(time.toMillis())));
        item.put(QUESTIONS, number(ending.questions()));
        item.put(ASKED, number(ending.asked()));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(ending.at(), LIFE));
        return item;
    }

    private static Ending toEnding(Map<String, AttributeValue> item) {
        String[] key = text(item, Attributes.SK).split("#", -1);
        return new Ending(
                new TaskId(key[0]),
                Integer.parseInt(key[1]),
                TaskStatus.ofWire(key[2]).orElseThrow(),
                instant(item.get(AT)),
                text(item, REASON),
                time(item, WAITED),
                time(item, RAN),
                (int) number(item, QUESTIONS),
                (int) number(item, ASKED));
    }

    private static Optional<Duration> time(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name)
                ? Optional.of(Duration.ofMillis(number(item, name)))
                : Optional.empty();
    }

    /** The first part has the key that there was before minutes were cut into parts. */
    private static String pk(Instant minute, int part) {
        return "ENDED#" + minute + (part == 0 ? "" : "#" + part);
    }

    private static String sk(Ending ending) {
        return ending.task() + "#" + ending.attempt() + "#" + ending.status().wire();
    }
}
