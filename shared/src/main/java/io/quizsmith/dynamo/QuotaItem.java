package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The item of what a user has used: its key and attribute names, in both directions. */
final class QuotaItem {

    /** A map: who holds a place, as {@link Holder#name}, and how. */
    static final String HELD = "held";

    /** The day that is counted, UTC. */
    static final String DAY = "day";

    static final String COUNT = "count";

    private static final String TAKEN_AT = "taken_at";
    private static final String UNTIL = "until";
    static final String WRITER = "writer";

    private QuotaItem() {}

    /** A task, from one time that its client asked for it until its next end. */
    record Holder(TaskId task, int round) {

        static Holder named(String name) {
            String[] sides = name.split("/", 2);
            return new Holder(new TaskId(sides[0]), Integer.parseInt(sides[1]));
        }

        String name() {
            return task + "/" + round;
        }
    }

    /**
     * A place that is held.
     *
     * @param until when it is given up, unless the task is there by then
     * @param writer who took it
     */
    record Hold(Instant takenAt, Instant until, String writer) {}

    static Map<String, AttributeValue> key(UserId user) {
        return Attributes.key(TaskItem.userKey(user), "QUOTA");
    }

    static Map<String, AttributeValue> empty(UserId user, Instant now) {
        var item = new HashMap<>(key(user));
        item.put(HELD, AttributeValue.fromM(Map.of()));
        item.put(DAY, day(now));
        item.put(COUNT, number(0));
        return item;
    }

    static AttributeValue day(Instant instant) {
        return text(date(instant).toString());
    }

    static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    static LocalDate date(Map<String, AttributeValue> item) {
        return LocalDate.parse(text(item, DAY));
    }

    static int count(Map<String, AttributeValue> item) {
        return (int) number(item, COUNT);
    }

    static AttributeValue of(Hold hold) {
        return AttributeValue.fromM(
                Map.of(
                        TAKEN_AT, instant(hold.takenAt()),
                        UNTIL, instant(hold.until()),
                        WRITER, text(hold.writer())));
    }

    static Map<Holder, Hold> held(Map<String, AttributeValue> item) {
        var held = new HashMap<Holder, Hold>();
        item.get(HELD).m().forEach((name, hold) -> held.put(Holder.named(name), hold(hold.m())));
        return held;
    }

    private static Hold hold(Map<String, AttributeValue> map) {
        return new Hold(instant(map.get(TAKEN_AT)), instant(map.get(UNTIL)), text(map, WRITER));
    }
}
