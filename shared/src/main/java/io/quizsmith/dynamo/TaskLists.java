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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many tasks at once, from the two indexes: a little behind the table, and never all of them. */
public final class TaskLists {

    /** How far one request for a filtered list reads before it answers with what it has. */
    private static final int MAX_READ_PAGES = 5;

    private static final int READ_PAGE = 500;

    /** No created_key is above this. */
    private static final String END = "~";

    private final DynamoDbClient dynamo;
    private final String table;

    public TaskLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What a list shows of a task. */
    public record Entry(
            TaskId id,
            UserId user,
            TaskStatus status,
            int quizSize,
            int questionsCreated,
            Instant createdAt,
            Optional<Instant> completedAt,
            String declaredLevel) {}

    /**
     * Which tasks: those of one user or of all, newest first. Times are inclusive.
     *
     * @param after a page's {@code next}: what follows that page
     */
    public record Query(
            Optional<UserId> user,
            Optional<TaskStatus> status,
            Optional<String> declaredLevel,
            Optional<Instant> createdFrom,
            Optional<Instant> createdTo,
            int limit,
            Optional<String> after) {}

    /** One page. Where {@code next} is there, more may follow. */
    public record Page(List<Entry> entries, Optional<String> next) {}

    public Page list(Query query) {
        if (query.limit() == 0 || lowerBound(query).compareTo(upperBound(query)) > 0) {
            return new Page(List.of(), Optional.empty());
        }
        var found = new ArrayList<Map<String, AttributeValue>>();
        String readTo = ""; // everything newer than this has been read in every partition
        for (var request : requests(query)) {
            String partitionReadTo = read(request, query.limit() + 1, found);
            readTo = readTo.compareTo(partitionReadTo) > 0 ? readTo : partitionReadTo;
        }
        String horizon = readTo;
        var newestFirst =
                found.stream()
                        .filter(item -> createdKey(item).compareTo(horizon) >= 0)
                        .sorted(Comparator.comparing(TaskLists::createdKey).reversed())
                        .toList();
        return page(newestFirst, horizon, query.limit());
    }

    private static Page page(
            List<Map<String, AttributeValue>> newestFirst, String horizon, int limit) {
        var shown = newestFirst.stream().limit(limit).toList();
        var entries = shown.stream().map(TaskLists::entry).toList();
        if (newestFirst.size() > limit) {
            return new Page(entries, Optional.of(createdKey(shown.getLast())));
        }
        return new Page(entries, horizon.isEmpty() ? Optional.empty() : Optional.of(horizon));
    }

    /**
     * Reads until {@code wanted} items are found or the bound is met. Answers how far it came: the
     * created_key of the last item looked at, or {@code ""} where the partition is exhausted.
     */
    private String read(QueryRequest request, int wanted, List<Map<String, AttributeValue>> found) {
        int before = found.size();
        var next = request;
        for (int pages = 0; pages < MAX_READ_PAGES; pages++) {
            var answer = dynamo.query(next);
            found.addAll(answer.items());
            if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
                return "";
            }
            if (found.size() - before >= wanted) {
                return createdKey(answer.lastEvaluatedKey());
            }
            next = request.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
        }
        return createdKey(next.exclusiveStartKey());
    }

    private List<QueryRequest> requests(Query query) {
        if (query.user().isPresent()) {
            var names = Map.of("#partition", TaskItem.USER_KEY);
            var partition = TaskItem.userKey(query.user().get());
            return List.of(request(query, TaskItem.BY_USER, names, partition, true));
        }
        var names = Map.of("#partition", TaskItem.STATUS_KEY);
        var requests = new ArrayList<QueryRequest>();
        for (var status : query.status().map(List::of).orElse(List.of(TaskStatus.values()))) {
            for (int shard = 0; shard < TaskItem.SHARDS; shard++) {
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
        query.status()
                .filter(status -> filterStatus)
                .ifPresent(
                        status -> {
                            names.put("#status", TaskItem.STATUS);
                            values.put(":status", text(status.wire()));
                            filters.add("#status = :status");
                        });
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
                        .limit(filters.isEmpty() ? query.limit() + 1 : READ_PAGE)
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

    private static String createdKey(Map<String, AttributeValue> item) {
        return text(item, TaskItem.CREATED_KEY);
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        return new Entry(
                new TaskId(text(item, TaskItem.TASK_ID)),
                new UserId(number(item, TaskItem.USER_ID)),
                TaskStatus.ofWire(text(item, TaskItem.STATUS)).orElseThrow(),
                (int) number(item, TaskItem.QUIZ_SIZE),
                (int) number(item, TaskItem.QUESTIONS_CREATED),
                Attributes.instant(item.get(TaskItem.CREATED_AT)),
                Optional.ofNullable(item.get(TaskItem.COMPLETED_AT)).map(Attributes::instant),
                text(item, TaskItem.DECLARED_LEVEL));
    }
}
