package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.practice.Mark;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.question.Quiz;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What learners have seen and answered, and what is flagged: an item for each quiz, with attributes
 * for each of its questions. Every change is an update of its own that may come twice.
 */
public final class MarksTable {

    static final String SEEN = "s";
    static final String RIGHT = "r";
    static final String WRONG = "w";
    static final String ALL_SEEN = "all_seen";
    private static final String FLAG = "f";
    private static final String PREFIX = "MARKS#";

    private final DynamoDbClient dynamo;
    private final String table;

    public MarksTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The marks of a quiz, by number; a question that nobody has touched has none. */
    public Map<Integer, Mark> of(UserId user, TaskId task) {
        return marks(
                dynamo.getItem(
                                get ->
                                        get.tableName(table)
                                                .key(key(user, task))
                                                .consistentRead(true))
                        .item());
    }

    /**
     * The marks of the user's quizzes from {@code first} to {@code last}: names of one user are in
     * order of time.
     */
    public Map<TaskId, Map<Integer, Mark>> between(UserId user, TaskId first, TaskId last) {
        return dynamo
                .queryPaginator(
                        query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression(
                                                "#pk = :pk AND #sk BETWEEN :first AND :last")
                                        .expressionAttributeNames(
                                                Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":pk", text(TaskItem.userKey(user)),
                                                        ":first", text(PREFIX + first),
                                                        ":last", text(PREFIX + last))))
                .items()
                .stream()
                .collect(
                        Collectors.toMap(
                                item -> new TaskId(text(item, Attributes.SK).substring(6)),
                                MarksTable::marks));
    }

    /** Notes that the learner was given the questions. */
    public void seen(UserId user, Collection<QuestionId> questions, Instant now) {
        questions.stream()
                .collect(Collectors.groupingBy(QuestionId::task))
                .forEach((task, some) -> seen(user, task, some, now));
    }

    private void seen(UserId user, TaskId task, List<QuestionId> questions, Instant now) {
        String assignments =
                questions.stream()
                        .map(each -> SEEN + each.number() + " = :now")
                        .collect(Collectors.joining(", ", "SET ", ""));
        dynamo.updateItem(
                update ->
                        update.tableName(table)
                                .key(key(user, task))
                                .updateExpression(assignments)
                                .expressionAttributeValues(Map.of(":now", instant(now))));
    }

    /** Flags a question as bad; {@code ""} takes the flag away. */
    public void flag(UserId user, QuestionId question, String reason) {
        String attribute = FLAG + question.number();
        dynamo.updateItem(
                update -> {
                    update.tableName(table).key(key(user, question.task()));
                    if (reason.isEmpty()) {
                        update.updateExpression("REMOVE " + attribute);
                    } else {
                        update.updateExpression("SET " + attribute + " = :reason")
                                .expressionAttributeValues(Map.of(":reason", text(reason)));
                    }
                });
    }

    static Map<String, AttributeValue> key(UserId user, TaskId task) {
        return Attributes.key(TaskItem.userKey(user), PREFIX + task);
    }

    private static Map<Integer, Mark> marks(Map<String, AttributeValue> item) {
        var marks = new HashMap<Integer, Mark>();
        if (item.containsKey(ALL_SEEN)) {
            for (int number = 1; number <= Quiz.MAX_QUESTIONS; number++) {
                marks.put(number, mark(item, number));
            }
        }
        for (String name : item.keySet()) {
            if (name.matches("[srwf][0-9]+")) {
                int question = Integer.parseInt(name.substring(1));
                marks.computeIfAbsent(question, number -> mark(item, number));
            }
        }
        return marks;
    }

    private static Mark mark(Map<String, AttributeValue> item, int question) {
        return new Mark(
                seen(item, question),
                (int) number(item, RIGHT + question),
                (int) number(item, WRONG + question),
                text(item, FLAG + question));
    }

    private static Optional<Instant> seen(Map<String, AttributeValue> item, int question) {
        return Stream.of(item.get(SEEN + question), item.get(ALL_SEEN))
                .filter(Objects::nonNull)
                .map(Attributes::instant)
                .max(Comparator.naturalOrder());
    }
}
