package io.quizsmith.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Digest;
import io.quizsmith.local.LocalRun;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What the table keeps of a task. */
record Kept(List<Map<String, AttributeValue>> items) {

    static Kept of(String taskId, LocalRun run) {
        return new Kept(
                run
                        .cloud()
                        .dynamo()
                        .queryPaginator(
                                query ->
                                        query.tableName(run.tableName())
                                                .consistentRead(true)
                                                .keyConditionExpression("pk = :pk")
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":pk",
                                                                AttributeValue.fromS(
                                                                        "TASK#" + taskId))))
                        .items()
                        .stream()
                        .toList());
    }

    /** The body of a callback, put together from its parts. */
    byte[] body(String callback) {
        return whole(callback, "body");
    }

    /** What the callback was answered. */
    byte[] answer(String callback) {
        return whole(callback, "answer");
    }

    private byte[] whole(String callback, String attribute) {
        String key = "CALLBACK#" + Digest.of(callback) + "#";
        var zipped = new ByteArrayOutputStream();
        items.stream()
                .filter(item -> item.get("sk").s().startsWith(key))
                .filter(item -> item.containsKey(attribute))
                .forEach(item -> zipped.writeBytes(item.get(attribute).b().asByteArray()));
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
            return plain.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(attribute + " is not there whole", damaged);
        }
    }

    int largest() {
        return items.stream().mapToInt(Kept::size).max().orElseThrow();
    }

    int taskItem() {
        return size(
                items.stream()
                        .filter(item -> item.get("sk").s().equals("TASK"))
                        .findFirst()
                        .orElseThrow());
    }

    /** As DynamoDB counts it against its 400 KB. */
    static int size(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(each -> each.getKey().getBytes(UTF_8).length + size(each.getValue()))
                .sum();
    }

    private static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(UTF_8).length;
            case N -> value.n().length() / 2 + 2;
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> 3 + value.m().size() + size(value.m());
            case L -> 3 + value.l().stream().mapToInt(each -> 1 + size(each)).sum();
            default -> 1;
        };
    }
}
