package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.dynamo.ResultTable.Payload;
import io.quizsmith.json.Json;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items of a callback that is kept: their keys, and what a list shows of them. */
final class CallbackItem {

    /** Where the callbacks of no task lie. */
    static final String UNKNOWN = "UNKNOWN";

    static final String PARTS = "CALLBACK#";
    static final String ENTRIES = "RECEIVED#";

    static final String DIGEST = "digest";
    static final String RECEIVED_AT = "received_at";
    static final String STATUS = "status";
    static final String BYTES = "bytes";
    static final String SUMMARY = "summary";
    static final String QUOTED_ID = "worker_task_id";

    private CallbackItem() {}

    static String key(String digest) {
        return PARTS + digest + "#";
    }

    /** A callback of no task in short, by time: its parts are found by their content alone. */
    static Map<String, AttributeValue> entry(Payload payload, Duration life) {
        var sk = ENTRIES + TaskItem.createdKey(payload.at(), payload.digest());
        var item = new HashMap<>(Attributes.key(UNKNOWN, sk));
        putCommon(item, payload, life);
        putSummary(item, payload);
        return item;
    }

    static void putCommon(Map<String, AttributeValue> item, Payload payload, Duration life) {
        item.put(RECEIVED_AT, Attributes.instant(payload.at()));
        item.put(STATUS, number(payload.status()));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(payload.at(), life));
    }

    static void putSummary(Map<String, AttributeValue> item, Payload payload) {
        item.put(DIGEST, text(payload.digest()));
        item.put(BYTES, number(payload.body().length));
        item.put(SUMMARY, text(Json.write(summary(payload.answer()))));
    }

    /** What the callback was answered, in short. */
    private static Map<String, Object> summary(String answer) {
        var said = Json.object(answer.getBytes(StandardCharsets.UTF_8)).orElse(Map.of());
        var summary = new LinkedHashMap<String, Object>();
        if (said.get("status") instanceof String result) {
            summary.put("result", result);
        }
        for (String name : List.of("saved", "duplicate", "task_status", "detail")) {
            if (said.get(name) != null) {
                summary.put(name, said.get(name));
            }
        }
        if (said.get("rejected") instanceof List<?> rejected) {
            summary.put("rejected", said.getOrDefault("rejected_count", rejected.size()));
        }
        return summary;
    }
}
