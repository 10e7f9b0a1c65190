package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.bulk.Bulk;
import io.quizsmith.bulk.BulkAction;
import io.quizsmith.bulk.Member;
import io.quizsmith.bulk.Tally;
import io.quizsmith.json.Json;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items of a bulk action: their keys and attribute names, in both directions. */
final class BulkItem {

    /** They lie together, by time, so that the latest are found. */
    static final String ALL = "BULKS";

    static final String REASON = "reason";
    static final String SUCCEEDED = "succeeded";
    static final String SKIPPED = "skipped";
    static final String FAILED = "failed";
    static final String DONE = "done";
    static final String HOLDER = "holder";
    static final String UNTIL = "until";

    private static final String ACTION = "action";
    private static final String FILTER = "filter";
    private static final String TOTAL = "total";
    private static final String MORE = "more";
    private static final String SAMPLE = "sample";
    private static final String CREATED_AT = "created_at";
    private static final String TASKS = "tasks";

    private BulkItem() {}

    static Map<String, AttributeValue> key(String id) {
        return Attributes.key(ALL, id);
    }

    static Map<String, AttributeValue> key(Bulk bulk, int part) {
        return Attributes.key("BULK#" + bulk.id(), "PART#%02d".formatted(part));
    }

    static Map<String, AttributeValue> of(Bulk bulk) {
        var item = new HashMap<>(key(bulk.id()));
        item.put(ACTION, text(bulk.action().wire()));
        item.put(FILTER, text(Json.write(bulk.filter())));
        item.put(TOTAL, number(bulk.total()));
        item.put(MORE, AttributeValue.fromBool(bulk.more()));
        item.put(SAMPLE, text(Json.write(bulk.sample())));
        item.put(CREATED_AT, instant(bulk.createdAt()));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(bulk.createdAt(), Bulk.LIFE));
        return item;
    }

    static Bulk toBulk(Map<String, AttributeValue> item) {
        return new Bulk(
                text(item, Attributes.SK),
                BulkAction.ofWire(text(item, ACTION)).orElseThrow(),
                Json.object(utf8(item, FILTER)).orElseThrow(),
                (int) number(item, TOTAL),
                item.get(MORE).bool(),
                sample(item),
                text(item, REASON),
                instant(item.get(CREATED_AT)),
                new Tally(
                        (int) number(item, SUCCEEDED),
                        (int) number(item, SKIPPED),
                        (int) number(item, FAILED)));
    }

    private static List<Map<String, Object>> sample(Map<String, AttributeValue> item) {
        var sample = new ArrayList<Map<String, Object>>();
        for (Object each : Json.list(utf8(item, SAMPLE))) {
            var entry = new HashMap<String, Object>();
            ((Map<?, ?>) each).forEach((name, value) -> entry.put(name.toString(), value));
            sample.add(entry);
        }
        return sample;
    }

    private static byte[] utf8(Map<String, AttributeValue> item, String name) {
        return text(item, name).getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, AttributeValue> part(Bulk bulk, int number, List<Member> members) {
        var item = new HashMap<>(key(bulk, number));
        item.put(TASKS, AttributeValue.fromL(members.stream().map(BulkItem::member).toList()));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(bulk.createdAt(), Bulk.LIFE));
        return item;
    }

    static List<Member> members(Map<String, AttributeValue> part) {
        return part.get(TASKS).l().stream().map(each -> toMember(each.s())).toList();
    }

    private static AttributeValue member(Member member) {
        return text("%s/%d/%s".formatted(member.status().wire(), member.attempt(), member.task()));
    }

    private static Member toMember(String text) {
        String[] sides = text.split("/", 3);
        return new Member(
                new TaskId(sides[2]),
                TaskStatus.ofWire(sides[0]).orElseThrow(),
                Integer.parseInt(sides[1]));
    }
}
