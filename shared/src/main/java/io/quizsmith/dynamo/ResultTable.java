package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.bytes;
import static io.quizsmith.dynamo.Attributes.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Checksum;
import io.quizsmith.json.Json;
import io.quizsmith.question.Question;
import io.quizsmith.question.quality.Recent;
import io.quizsmith.rollup.Ending;
import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What workers delivered: the questions of a task, and the raw callbacks for the audit. Both are
 * compressed and cut into parts, so that no item comes near the limit of 400 KB. Keys hold a digest
 * of the content: writing the same thing twice is harmless, and nothing is ever overwritten by
 * something else. That takes the place of a condition, which a batch cannot have.
 */
public final class ResultTable {

    private static final int PART_BYTES = 300_000;
    private static final int ANSWER_BYTES = 60_000;
    private static final int BATCH = 25;
    private static final String BODY = "body";
    private static final String ANSWER = "answer";
    private static final Duration PAYLOAD_LIFE = Duration.ofDays(90);

    /** How long a callback that belongs to no task is kept. */
    public static final Duration UNKNOWN_LIFE = Duration.ofDays(30);

    private final DynamoDbClient dynamo;
    private final String table;

    public ResultTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A callback as it came, and what it was answered.
     *
     * @param digest of the body
     */
    public record Payload(String digest, byte[] body, int status, String answer, Instant at) {}

    /**
     * What is stored along with the questions.
     *
     * @param recent what the user was asked of late, these questions included
     * @param ending how the task is to end by them; empty where more are to come
     * @param shards over which endings are spread
     */
    public record Along(Optional<Recent> recent, Optional<Ending> ending, Shards shards) {}

    /**
     * What became of a delivery.
     *
     * @param id names it: another one where the rules make something else of the delivery
     * @param questions as JSON
     */
    public record Result(String id, byte[] questions) {}

    /**
     * What became of a delivery.
     *
     * @param delivery names what the worker sent
     */
    public static Result result(String delivery, List<Question> questions) {
        byte[] json = json(questions);
        return new Result(delivery + "-" + Checksum.of(json), json);
    }

    private static byte[] json(List<Question> questions) {
        return Json.bytes(QuestionJson.write(questions));
    }

    /** Stores the questions under {@code resultId}, and the payload, in one call where they fit. */
    public void save(TaskId task, String resultId, List<Question> questions, Payload payload) {
        save(task, new Result(resultId, json(questions)), payload, List.of());
    }

    /** As above. */
    public void save(TaskId task, Result result, Payload payload, Along along) {
        var items = new ArrayList<Map<String, AttributeValue>>();
        along.recent().ifPresent(asked -> items.add(RecentTable.item(task, asked)));
        along.ending().ifPresent(ending -> items.add(EndedTable.item(ending, along.shards())));
        save(task, result, payload, items);
    }

    private void save(
            TaskId task, Result result, Payload payload, List<Map<String, AttributeValue>> along) {
        var items = questionParts(task, result);
        items.addAll(payloadParts(TaskItem.pk(task), payload, PAYLOAD_LIFE));
        items.addAll(along);
        write(items);
    }

    /** Whether that is the name of what became of the delivery. */
    public static boolean isOf(String resultId, String delivery) {
        return resultId.equals(delivery) || resultId.startsWith(delivery + "-");
    }

    /** Keeps a callback of a task for the audit. */
    public void keep(TaskId task, Payload payload) {
        write(payloadParts(TaskItem.pk(task), payload, PAYLOAD_LIFE));
    }

    /** Keeps a callback that belongs to no task that is known, where an operator can find it. */
    public void keepUnknown(String workerTaskId, Payload payload) {
        var items = payloadParts(CallbackItem.UNKNOWN, payload, UNKNOWN_LIFE);
        items.add(CallbackItem.entry(payload, UNKNOWN_LIFE));
        items.forEach(item -> item.put(CallbackItem.QUOTED_ID, text(workerTaskId)));
        write(items);
    }

    /** The body of a callback that was kept because its task was unknown then. */
    public Optional<byte[]> unknown(String digest) {
        return read(CallbackItem.UNKNOWN, CallbackItem.key(digest));
    }

    /** The questions stored under {@code resultId}, in order; none where there are none. */
    public List<Question> questions(TaskId task, String resultId) {
        return read(TaskItem.pk(task), questionsKey(resultId))
                .map(json -> QuestionJson.read(Json.list(json)))
                .orElse(List.of());
    }

    private Optional<byte[]> read(String pk, String sk) {
        return body(parts(pk, sk));
    }

    /** The parts of what is stored under keys that begin so, in order. */
    List<Map<String, AttributeValue>> parts(String pk, String sk) {
        return dynamo
                .queryPaginator(
                        query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression(
                                                "#pk = :pk AND begins_with(#sk, :sk)")
                                        .expressionAttributeNames(
                                                Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                                        .expressionAttributeValues(
                                                Map.of(":pk", text(pk), ":sk", text(sk))))
                .items()
                .stream()
                .toList();
    }

    /** What was cut into these parts; empty where there is none. */
    static Optional<byte[]> body(List<Map<String, AttributeValue>> parts) {
        var whole = new ByteArrayOutputStream();
        parts.stream()
                .filter(part -> part.containsKey(BODY)) // the last may hold but an answer
                .forEach(part -> whole.writeBytes(part.get(BODY).b().asByteArrayUnsafe()));
        return whole.size() == 0 ? Optional.empty() : Optional.of(unzip(whole.toByteArray()));
    }

    private static List<Map<String, AttributeValue>> questionParts(TaskId task, Result result) {
        byte[] zipped = zip(result.questions());
        return parts(TaskItem.pk(task), questionsKey(result.id()), BODY, zipped, PART_BYTES);
    }

    private static List<Map<String, AttributeValue>> payloadParts(
            String pk, Payload payload, Duration life) {
        var parts =
                parts(
                        pk,
                        CallbackItem.key(payload.digest()),
                        BODY,
                        zip(payload.body()),
                        PART_BYTES);
        byte[] answer = zip(payload.answer().getBytes(UTF_8));
        var answers = parts(pk, CallbackItem.key(payload.digest()), ANSWER, answer, ANSWER_BYTES);
        for (int i = 0; i < answers.size(); i++) {
            if (i < parts.size()) {
                parts.get(i).putAll(answers.get(i));
            } else {
                parts.add(answers.get(i));
            }
        }
        for (var part : parts) {
            CallbackItem.putCommon(part, payload, life);
        }
        CallbackItem.putSummary(parts.getFirst(), payload);
        return parts;
    }

    private static List<Map<String, AttributeValue>> parts(
            String pk, String sk, String attribute, byte[] whole, int most) {
        var parts = new ArrayList<Map<String, AttributeValue>>();
        for (int from = 0; from < whole.length; from += most) {
            var part = new HashMap<>(Attributes.key(pk, sk + number(parts.size())));
            int to = Math.min(whole.length, from + most);
            part.put(attribute, bytes(Arrays.copyOfRange(whole, from, to)));
            parts.add(part);
        }
        return parts;
    }

    /** In three digits. */
    private static String number(int part) {
        return (part < 10 ? "00" : part < 100 ? "0" : "") + part;
    }

    private static String questionsKey(String resultId) {
        return "QUESTIONS#" + resultId + "#";
    }

    private void write(List<Map<String, AttributeValue>> items) {
        for (int from = 0; from < items.size(); from += BATCH) {
            var batch = items.subList(from, Math.min(items.size(), from + BATCH));
            write(
                    Map.of(
                            table,
                            batch.stream()
                                    .map(
                                            item ->
                                                    WriteRequest.builder()
                                                            .putRequest(put -> put.item(item))
                                                            .build())
                                    .toList()));
        }
    }

    /**
     * What the service leaves unprocessed when it is short of capacity is sent again, slower. One
     * partition takes 1 MB a second, and a large delivery is more: as long as some of it is taken,
     * that is no failure.
     */
    private void write(Map<String, List<WriteRequest>> requests) {
        var left = requests;
        int tries = 0;
        while (!left.isEmpty()) {
            Attributes.pauseBeforeTry(tries);
            var request = left;
            left = dynamo.batchWriteItem(batch -> batch.requestItems(request)).unprocessedItems();
            tries = count(left) < count(request) ? 1 : tries + 1;
        }
    }

    private int count(Map<String, List<WriteRequest>> requests) {
        return requests.getOrDefault(table, List.of()).size();
    }

    private static byte[] zip(byte[] plain) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return zipped.toByteArray();
    }

    private static byte[] unzip(byte[] zipped) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return gzip.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException("a stored result cannot be read", damaged);
        }
    }
}
