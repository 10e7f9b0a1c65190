package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.json.Json;
import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What workers sent, in short: of a task, or of no task that is known. */
public final class CallbackList {

    /** Of a task with more callbacks, some are left out. */
    private static final int MOST = 20;

    /** Callbacks that come in many parts are stepped over so often. */
    private static final int MOST_READS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final ResultTable results;

    public CallbackList(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.results = new ResultTable(dynamo, table);
    }

    /**
     * A callback.
     *
     * @param digest names its content
     * @param status of our answer
     * @param summary of our answer
     * @param bytes of its body; empty where that was not noted
     * @param quotedId the worker's id for the task, where the callback is of no task
     */
    public record Entry(
            String digest,
            Instant receivedAt,
            int status,
            Map<String, Object> summary,
            OptionalLong bytes,
            String quotedId) {}

    /** A callback with its body. */
    public record Whole(Entry entry, byte[] body) {}

    /** One page. Where {@code next} is there, more may follow. */
    public record Page(List<Entry> entries, Optional<String> next) {}

    /** The callbacks of a task, the oldest first. */
    public List<Entry> of(TaskId task) {
        var entries = new ArrayList<Entry>();
        String after = "";
        for (int reads = 0; reads < MOST_READS; reads++) {
            var answer = query(TaskItem.pk(task), CallbackItem.PARTS, true, MOST, after);
            answer.items().stream()
                    .filter(item -> text(item, Attributes.SK).endsWith("#000"))
                    .forEach(item -> entries.add(entry(item)));
            if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
                break;
            }
            String last = text(answer.lastEvaluatedKey(), Attributes.SK);
            after = last.substring(0, last.lastIndexOf('#')) + "#~";
        }
        entries.sort(Comparator.comparing(Entry::receivedAt));
        return List.copyOf(entries.subList(0, Math.min(MOST, entries.size())));
    }

    /**
     * The callbacks of no task, the latest first; one that came again is there again.
     *
     * @param after a page's {@code next}
     */
    public Page ofNoTask(int limit, Optional<String> after) {
        if (limit == 0) {
            return new Page(List.of(), Optional.empty());
        }
        var answer =
                query(CallbackItem.UNKNOWN, CallbackItem.ENTRIES, false, limit, after.orElse(""));
        boolean isOver = !answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty();
        return new Page(
                answer.items().stream().map(CallbackList::entry).toList(),
                isOver
                        ? Optional.empty()
                        : Optional.of(text(answer.lastEvaluatedKey(), Attributes.SK)));
    }

    /** Whether a callback may be named so. */
    public static boolean isDigest(String text) {
        return text.matches("[0-9a-zA-Z]{1,64}");
    }

    /** Whether a page of callbacks of no task may begin there. */
    public static boolean isPlace(String text) {
        return text.matches(CallbackItem.ENTRIES + "[0-9]{13}#[0-9a-zA-Z]{1,64}");
    }

    /** A callback of the task, whole. */
    public Optional<Whole> find(TaskId task, String digest) {
        return whole(TaskItem.pk(task), digest);
    }

    /** A callback of no task, whole. */
    public Optional<Whole> findOfNoTask(String digest) {
        return whole(CallbackItem.UNKNOWN, digest);
    }

    private Optional<Whole> whole(String pk, String digest) {
        var parts = results.parts(pk, CallbackItem.key(digest));
        return ResultTable.body(parts).map(body -> new Whole(entry(parts.getFirst()), body));
    }

    private QueryResponse query(
            String pk, String prefix, boolean forward, int limit, String after) {
        return dynamo.query(
                query -> {
                    query.tableName(table)
                            .keyConditionExpression("#pk = :pk AND begins_with(#sk, :sk)")
                            .expressionAttributeNames(
                                    Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                            .expressionAttributeValues(Map.of(":pk", text(pk), ":sk", text(prefix)))
                            .scanIndexForward(forward)
                            .limit(limit);
                    if (!after.isEmpty()) {
                        query.exclusiveStartKey(Attributes.key(pk, after));
                    }
                });
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        byte[] summary = text(item, CallbackItem.SUMMARY).getBytes(StandardCharsets.UTF_8);
        return new Entry(
                digest(item),
                Attributes.instant(item.get(CallbackItem.RECEIVED_AT)),
                (int) number(item, CallbackItem.STATUS),
                Json.object(summary).orElse(Map.of()),
                item.containsKey(CallbackItem.BYTES)
                        ? OptionalLong.of(number(item, CallbackItem.BYTES))
                        : OptionalLong.empty(),
                text(item, CallbackItem.QUOTED_ID));
    }

    private static String digest(Map<String, AttributeValue> item) {
        String noted = text(item, CallbackItem.DIGEST);
        return noted.isEmpty() ? text(item, Attributes.SK).split("#", 3)[1] : noted;
    }
}
