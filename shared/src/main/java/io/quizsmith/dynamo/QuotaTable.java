package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.dynamo.QuotaItem.Hold;
import io.quizsmith.dynamo.QuotaItem.Holder;
import io.quizsmith.dynamo.TaskRounds.Standing;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.Quotas;
import io.quizsmith.user.Usage;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What users have used of their quotas. Nobody writes here when a task ends: who meets a quota that
 * is used up looks what became of the tasks that hold a place, and frees the places of those that
 * have ended. So the counts heal themselves, whoever died where.
 */
public final class QuotaTable {

    /** Longer than a submit can run, from the place to the task. */
    private static final Duration UNTIL_STORED = Duration.ofMinutes(1);

    /** Expressions may not grow without bounds. */
    private static final int MOST_AT_ONCE = 25;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Quotas quotas;
    private final TaskRounds rounds;

    public QuotaTable(DynamoDbClient dynamo, String table, Quotas quotas) {
        this.dynamo = dynamo;
        this.table = table;
        this.quotas = quotas;
        this.rounds = new TaskRounds(dynamo, table);
    }

    /**
     * A task that is to be stored, or to be retried.
     *
     * @param round the attempt with which it begins: a task may ask for a place once in each
     * @param writer who asks: the same one finds the place that it took before
     */
    public record Wish(UserId user, TaskId task, int round, String writer) {
        private Holder holder() {
            return new Holder(task, round);
        }
    }

    /** What asking for a place came to. */
    public sealed interface Taken {
        /** There are no quotas. */
        record Unlimited() implements Taken {}

        record Granted(Usage now) implements Taken {}

        /** Somebody else holds a place for a task of this id. */
        record IdHeld() implements Taken {}

        record Refused(Usage used) implements Taken {}

        /** What is used now, where a place was granted. */
        default Optional<Usage> usage() {
            return this instanceof Granted(var now) ? Optional.of(now) : Optional.empty();
        }
    }

    /** Takes a place and one of the day's tasks, in one write, if there are any left. */
    public Taken take(Wish wish, Instant now) {
        if (!quotas.areSet()) {
            return new Taken.Unlimited();
        }
        while (true) {
            try {
                return new Taken.Granted(usage(reserve(wish, now), now));
            } catch (ConditionalCheckFailedException failed) {
                Optional<Taken> taken = refused(wish, failed.item(), now);
                if (taken.isPresent()) {
                    return taken.get();
                }
            }
        }
    }

    /** What the user has used of them: the places of tasks that have ended do not count. */
    public Usage look(UserId user, Instant now) {
        if (!quotas.areSet()) {
            return new Usage(quotas, 0, 0, Duration.ZERO);
        }
        var item =
                dynamo.getItem(
                                get ->
                                        get.tableName(table)
                                                .key(QuotaItem.key(user))
                                                .consistentRead(true))
                        .item();
        var known = item.isEmpty() ? QuotaItem.empty(user, now) : item;
        var held = QuotaItem.held(known);
        var standings = rounds.find(held.keySet().stream().map(Holder::task).toList());
        long pending =
                held.entrySet().stream()
                        .filter(each -> !isOver(each, standing(each.getKey(), standings), now))
                        .count();
        boolean isOfToday = !QuotaItem.date(known).isBefore(QuotaItem.date(now));
        var usage = usage(known, now);
        return new Usage(
                quotas, (int) pending, isOfToday ? usage.today() : 0, usage.untilTomorrow());
    }

    /** The id was not free after all: what was taken for it counts for another one from now on. */
    public Taken move(Wish from, Wish to, Instant now) {
        if (quotas.pending() == 0) {
            return quotas.areSet() ? take(to, now) : new Taken.Unlimited();
        }
        try {
            var moved =
                    update(
                            from.user(),
                            "SET #held.#to = #held.#from REMOVE #held.#from",
                            "#held.#from.#writer = :writer AND attribute_not_exists(#held.#to)",
                            Map.of(
                                    "#held",
                                    QuotaItem.HELD,
                                    "#from",
                                    from.holder().name(),
                                    "#to",
                                    to.holder().name(),
                                    "#writer",
                                    QuotaItem.WRITER),
                            Map.of(":writer", text(from.writer())));
            return new Taken.Granted(usage(moved, now));
        } catch (ConditionalCheckFailedException changed) {
            var held = QuotaItem.held(changed.item());
            return held.containsKey(from.holder()) && held.containsKey(to.holder())
                    ? new Taken.IdHeld()
                    : take(to, now);
        }
    }

    private Map<String, AttributeValue> reserve(Wish wish, Instant now) {
        var set = new ArrayList<String>();
        var conditions = new ArrayList<>(List.of("#day >= :today"));
        var names = new HashMap<>(Map.of("#day", QuotaItem.DAY));
        var values = new HashMap<>(Map.of(":today", QuotaItem.day(now)));
        if (quotas.perDay() > 0) {
            set.add("#count = #count + :one");
            conditions.add("#count < :perDay");
            names.put("#count", QuotaItem.COUNT);
            values.put(":one", number(1));
            values.put(":perDay", number(quotas.perDay()));
        }
        if (quotas.pending() > 0) {
            set.add("#held.#holder = :hold");
            conditions.add("size(#held) < :pending AND attribute_not_exists(#held.#holder)");
            names.put("#held", QuotaItem.HELD);
            names.put("#holder", wish.holder().name());
            var hold = new Hold(now, now.plus(UNTIL_STORED), wish.writer());
            values.put(":hold", QuotaItem.of(hold));
            values.put(":pending", number(quotas.pending()));
        }
        return update(
                wish.user(),
                "SET " + String.join(", ", set),
                String.join(" AND ", conditions),
                names,
                values);
    }

    /** What to answer; empty where something was mended, and the place is to be asked for again. */
    private Optional<Taken> refused(Wish wish, Map<String, AttributeValue> item, Instant now) {
        if (item.isEmpty()) {
            makeItem(wish.user(), now);
            return Optional.empty();
        }
        if (QuotaItem.date(item).isBefore(QuotaItem.date(now))) {
            beginDay(wish.user(), now);
            return Optional.empty();
        }
        Optional<Hold> before = Optional.ofNullable(QuotaItem.held(item).get(wish.holder()));
        if (before.filter(hold -> hold.writer().equals(wish.writer())).isPresent()) {
            return keep(wish, before.get(), now);
        }
        Usage usage = usage(item, now);
        if (!usage.usedUp().isEmpty()) {
            return freeEnded(wish.user(), item, now)
                    ? Optional.empty()
                    : Optional.of(new Taken.Refused(usage));
        }
        return before.map(another -> new Taken.IdHeld());
    }

    private void makeItem(UserId user, Instant now) {
        try {
            dynamo.putItem(
                    put ->
                            put.tableName(table)
                                    .item(QuotaItem.empty(user, now))
                                    .conditionExpression("attribute_not_exists(#pk)")
                                    .expressionAttributeNames(Map.of("#pk", Attributes.PK)));
        } catch (ConditionalCheckFailedException madeMeanwhile) {
            // as it should be
        }
    }

    /** A clock that is behind does not bring yesterday back. */
    private void beginDay(UserId user, Instant now) {
        tryUpdate(
                user,
                "SET #day = :today, #count = :none",
                "#day < :today",
                Map.of("#day", QuotaItem.DAY, "#count", QuotaItem.COUNT),
                Map.of(":today", QuotaItem.day(now), ":none", number(0)));
    }

    /** The same writer asks again: after a crash, or because the answer was lost. */
    private Optional<Taken> keep(Wish wish, Hold before, Instant now) {
        var kept = new Hold(before.takenAt(), now.plus(UNTIL_STORED), before.writer());
        return tryUpdate(
                        wish.user(),
                        "SET #held.#holder = :kept",
                        "#held.#holder = :before",
                        Map.of("#held", QuotaItem.HELD, "#holder", wish.holder().name()),
                        Map.of(
                                ":kept", QuotaItem.of(kept),
                                ":before", QuotaItem.of(before)))
                .map(item -> new Taken.Granted(usage(item, now)));
    }

    /** Frees the places of tasks that have ended, or never came to be; false if there are none. */
    private boolean freeEnded(UserId user, Map<String, AttributeValue> item, Instant now) {
        Map<Holder, Hold> held = QuotaItem.held(item);
        var standings = rounds.find(held.keySet().stream().map(Holder::task).toList());
        var over = new HashMap<Holder, Hold>();
        int ofToday = 0;
        for (var each : held.entrySet()) {
            Optional<Standing> standing = standing(each.getKey(), standings);
            if (isOver(each, standing, now) && over.size() < MOST_AT_ONCE) {
                over.put(each.getKey(), each.getValue());
                ofToday += standing.isEmpty() && isOfToday(each.getValue(), item) ? 1 : 0;
            }
        }
        if (!over.isEmpty()) {
            free(user, over, ofToday, item);
        }
        return !over.isEmpty();
    }

    /** Where the task stands, if it is stored as it was to be. */
    private static Optional<Standing> standing(Holder holder, Map<TaskId, Standing> standings) {
        return Optional.ofNullable(standings.get(holder.task()))
                .filter(standing -> standing.round() >= holder.round());
    }

    private static boolean isOver(
            Map.Entry<Holder, Hold> held, Optional<Standing> standing, Instant now) {
        return standing.map(
                        stored ->
                                stored.round() > held.getKey().round()
                                        || !stored.status().isPending())
                .orElseGet(() -> !held.getValue().until().isAfter(now));
    }

    private static boolean isOfToday(Hold hold, Map<String, AttributeValue> item) {
        return QuotaItem.date(hold.takenAt()).equals(QuotaItem.date(item));
    }

    /**
     * Frees places, if they are held still just so.
     *
     * @param ofToday how many of today's tasks to give back
     */
    private void free(
            UserId user, Map<Holder, Hold> holds, int ofToday, Map<String, AttributeValue> item) {
        int given = Math.min(ofToday, QuotaItem.count(item));
        var names =
                new HashMap<>(
                        Map.of(
                                "#held", QuotaItem.HELD,
                                "#day", QuotaItem.DAY,
                                "#count", QuotaItem.COUNT));
        var values =
                new HashMap<>(Map.of(":day", item.get(QuotaItem.DAY), ":given", number(given)));
        var removes = new ArrayList<String>();
        var conditions = new ArrayList<>(List.of("#day = :day AND #count >= :given"));
        holds.forEach(
                (holder, hold) -> {
                    String placeholder = "h" + removes.size();
                    names.put("#" + placeholder, holder.name());
                    values.put(":" + placeholder, QuotaItem.of(hold));
                    removes.add("#held.#" + placeholder);
                    conditions.add("#held.#%s = :%s".formatted(placeholder, placeholder));
                });
        tryUpdate(
                user,
                "SET #count = #count - :given REMOVE " + String.join(", ", removes),
                String.join(" AND ", conditions),
                names,
                values);
    }

    private Usage usage(Map<String, AttributeValue> item, Instant now) {
        Instant tomorrow =
                QuotaItem.date(item).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Usage(
                quotas,
                QuotaItem.held(item).size(),
                QuotaItem.count(item),
                Duration.between(now, tomorrow));
    }

    /** The item as it is then; empty where it is not as it was. */
    private Optional<Map<String, AttributeValue>> tryUpdate(
            UserId user,
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            return Optional.of(update(user, expression, condition, names, values));
        } catch (ConditionalCheckFailedException changed) {
            return Optional.empty(); // the next look tells
        }
    }

    private Map<String, AttributeValue> update(
            UserId user,
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        return dynamo.updateItem(
                        update ->
                                update.tableName(table)
                                        .key(QuotaItem.key(user))
                                        .updateExpression(expression)
                                        .conditionExpression(condition)
                                        .expressionAttributeNames(names)
                                        .expressionAttributeValues(values)
                                        .returnValues(ReturnValue.ALL_NEW)
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes();
    }
}
