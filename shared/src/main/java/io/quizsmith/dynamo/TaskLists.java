package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Many tasks at once, from the two indexes: a little behind the table, and never all of them. What
 * one page reads is bounded, however many tasks there are and however few of them are asked for.
 */
public final class TaskLists {

    /** So many of an index take 4 KB, which is what half a read unit reads. */
    private static final int SMALL = 12;

    /** Where most of what is read is left out, fewer calls read more. */
    private static final int LARGE = 60;

    private static final double MOST_UNITS = 10;

    /** What a console shows at once. */
    private static final int PAGE = 25;

    /** No created_key is above this. */
    private static final String END = "~";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shards shards;

    public TaskLists(DynamoDbClient dynamo, String table, Shards shards) {
        this.dynamo = dynamo;
        this.table = table;
        this.shards = shards;
    }

    /**
     * What a list shows of a task.
     *
     * @param attempt 0 where the index does not say
     */
    public record Entry(
            TaskId id,
            UserId user,
            String username,
            TaskStatus status,
            int attempt,
            int quizSize,
            int questionsCreated,
            Instant createdAt,
            Optional<Instant> completedAt,
            String declaredLevel) {}

    /**
     * Which tasks: those of one user or of all, newest first. Times are inclusive.
     *
     * @param statuses any where there is none
     * @param after a page's {@code next}: what follows that page
     */
    public record Query(
            Optional<UserId> user,
            Set<TaskStatus> statuses,
            Optional<String> declaredLevel,
            Optional<Instant> createdFrom,
            Optional<Instant> createdTo,
            int limit,
            Optional<String> after) {

        public Query {
            statuses = Set.copyOf(statuses);
        }

        /** The same tasks, from there on. */
        public Query from(Optional<String> next) {
            return new Query(user, statuses, declaredLevel, createdFrom, createdTo, limit, next);
        }
    }

    /**
     * One page. Where {@code next} is there, more may follow, however few the page has: where next
     * to nothing of what is read is asked for, a page ends before it is full.
     */
    public record Page(List<Entry> entries, Optional<String> next) {}

    public Page list(Query query) {
        if (query.limit() == 0 || lowerBound(query).compareTo(upperBound(query)) > 0) {
            return new Page(List.of(), Optional.empty());
        }
        var requests = requests(query);
        var found = new IndexMerge(dynamo, requests, reading(query, requests)).take(query.limit());
        return new Page(found.items().stream().map(TaskLists::entry).toList(), found.next());
    }

    /** A first look at each of twenty parts costs ten units; a page of 25 reads no more. */
    private static IndexMerge.Reading reading(Query query, List<QueryRequest> requests) {
        boolean merged = requests.size() > 1;
        double firstLook = requests.size() * 0.5;
        if (requests.getFirst().filterExpression() != null) {
            return new IndexMerge.Reading(merged ? SMALL : LARGE, LARGE, MOST_UNITS + firstLook);
        }
        int whole = query.limit() + 1;
        int next = Math.clamp(query.limit() / requests.size(), SMALL, LARGE);
        return new IndexMerge.Reading(
                merged ? Math.min(whole, next) : whole,
                next,
                Math.max(MOST_UNITS, firstLook) + (query.limit() <= PAGE ? 0 : MOST_UNITS));
    }

    private List<QueryRequest> requests(Query query) {
        if (query.user().isPresent()) {
            var names = Map.of("#partition", TaskItem.USER_KEY);
            var partition = TaskItem.userKey(query.user().get());
            return List.of(request(query, TaskItem.BY_USER, names, partition, true));
        }
        var names = Map.of("#partition", TaskItem.STATUS_KEY);
        var requests = new ArrayList<QueryRequest>();
        var any = Set.of(TaskStatus.values());
        for (var status : query.statuses().isEmpty() ? any : query.statuses()) {
            for (int shard = 0; shard < shards.count(); shard++) {
                var partition = TaskItem.statusKey(status, shard);
                requests.add(request(query, TaskItem.BY_STATUS, names, partition, false));
            }
        }
        return requests;
    }

    private QueryRequest request(
            Query query,
            String index,
            Map<String, String> partitionName,
            String partition,
            boolean filterStatus) {
        var names = new HashMap<>(partitionName);
        var values = new HashMap<String, AttributeValue>();
        var filters = new ArrayList<String>();
        names.put("#created", TaskItem.CREATED_KEY);
        values.put(":partition", text(partition));
        values.put(":from", text(lowerBound(query)));
        values.put(":to", text(upperBound(query)));
        if (filterStatus && !query.statuses().isEmpty()) {
            names.put("#status", TaskItem.STATUS);
            query.statuses()
                    .forEach(status -> values.put(":" + status.wire(), text(status.wire())));
            var wanted = query.statuses().stream().map(status -> ":" + status.wire()).toList();
            filters.add("#status IN (" + String.join(", ", wanted) + ")");
        }
        query.declaredLevel()
                .ifPresent(
                        level -> {
                            names.put("#level", TaskItem.DECLARED_LEVEL);
                            values.put(":level", text(level));
                            filters.add("#level = :level");
                        });
        var request =
                QueryRequest.builder()
                        .tableName(table)
                        .indexName(index)
                        .keyConditionExpression(
                                "#partition = :partition AND #created BETWEEN :from AND :to")
                        .scanIndexForward(false)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values);
        return filters.isEmpty()
                ? request.build()
                : request.filterExpression(String.join(" AND ", filters)).build();
    }

    private static String lowerBound(Query query) {
        return query.createdFrom().map(TaskItem::createdKeyPrefix).orElse("0");
    }

    /**
     * The largest created_key to read: BETWEEN is inclusive, so the cursor itself steps one down.
     */
    private static String upperBound(Query query) {
        String to = query.createdTo().map(at -> TaskItem.createdKeyPrefix(at) + END).orElse(END);
        return query.after().map(TaskLists::justBelow).filter(a -> a.compareTo(to) < 0).orElse(to);
    }

    /** Keys end in a digit; the one before it in any order of ours is below this text. */
    private static String justBelow(String key) {
        char last = key.charAt(key.length() - 1);
        return key.substring(0, key.length() - 1) + (char) (last - 1) + END;
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        return new Entry(
                new TaskId(text(item, TaskItem.TASK_ID)),
                new UserId(number(item, TaskItem.USER_ID)),
                text(item, TaskItem.USERNAME),
                TaskStatus.ofWire(text(item, TaskItem.STATUS)).orElseThrow(),
                (int) number(item, TaskItem.ATTEMPT),
                (int) number(item, TaskItem.QUIZ_SIZE),
                (int) number(item, TaskItem.QUESTIONS_CREATED),
                Attributes.instant(item.get(TaskItem.CREATED_AT)),
                Optional.ofNullable(item.get(TaskItem.COMPLETED_AT)).map(Attributes::instant),
                text(item, TaskItem.DECLARED_LEVEL));
    }
}
