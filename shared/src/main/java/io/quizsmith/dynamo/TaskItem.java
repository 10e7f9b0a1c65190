package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.task.QuizRequest;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskEvent;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The item of a task: its keys and attribute names, in both directions. */
final class TaskItem {

    static final String BY_USER = "by-user";
    static final String BY_STATUS = "by-status";
    static final String USER_KEY = "user_key";
    static final String STATUS_KEY = "status_key";
    static final String CREATED_KEY = "created_key";

    static final String TASK_ID = "task_id";
    static final String USER_ID = "user_id";
    static final String STATUS = "status";
    static final String QUIZ_SIZE = "quiz_size";
    static final String QUESTIONS_CREATED = "questions_created";
    static final String CREATED_AT = "created_at";
    static final String COMPLETED_AT = "completed_at";
    static final String DECLARED_LEVEL = "declared_level";
    static final String DUE_AT = "due_at";

    static final String REVISION = "revision";
    static final String WRITER = "writer";
    static final String LEASE_BY = "lease_by";
    static final String LEASE_UNTIL = "lease_until";

    static final String USERNAME = "username";
    static final String ATTEMPT = "attempt";
    static final String ROUND = "round";
    private static final String REQUEST = "request";
    private static final String STARTED_AT = "started_at";
    private static final String START_BY = "start_by";
    private static final String TURN = "turn";
    private static final String EXTENDED = "extended";
    private static final String DEADLINE = "deadline";
    private static final String WORKER_TASK_ID = "worker_task_id";
    private static final String RESULT = "result";
    private static final String PARTIAL = "partial";
    private static final String QUALITY = "quality";
    private static final String ERROR_MESSAGE = "error_message";
    private static final String HISTORY = "history";

    private TaskItem() {}

    static Map<String, AttributeValue> key(TaskId id) {
        return Attributes.key(pk(id), "TASK");
    }

    static String pk(TaskId id) {
        return "TASK#" + id.value();
    }

    static String userKey(UserId user) {
        return "USER#" + user.value();
    }

    static String statusKey(TaskStatus status, int shard) {
        return status.wire() + "#" + shard;
    }

    /** Sorts by time of creation, then by id; 13 digits hold every millisecond until 2286. */
    static String createdKey(Instant createdAt, String id) {
        return createdKeyPrefix(createdAt) + "#" + id;
    }

    static String createdKeyPrefix(Instant instant) {
        long epochMillis = Math.clamp(instant.toEpochMilli(), 0, 9_999_999_999_999L);
        String digits = Long.toString(epochMillis);
        return "0".repeat(13 - digits.length()) + digits;
    }

    static Map<String, AttributeValue> of(Task task, String writer, Shards shards) {
        var item = new HashMap<>(key(task.id()));
        item.put(USER_KEY, text(userKey(task.user())));
        item.put(STATUS_KEY, text(statusKey(task.status(), shards.of(task.id()))));
        item.put(CREATED_KEY, text(createdKey(task.createdAt(), task.id().value())));
        item.put(TASK_ID, text(task.id().value()));
        item.put(USER_ID, number(task.user().value()));
        item.put(USERNAME, text(task.username()));
        item.put(REVISION, number(task.revision()));
        item.put(WRITER, text(writer));
        item.put(STATUS, text(task.status().wire()));
        item.put(ATTEMPT, number(task.attempt()));
        item.put(ROUND, number(task.round()));
        item.put(QUIZ_SIZE, number(task.request().quizSize()));
        item.put(DECLARED_LEVEL, text(task.request().declaredLevel()));
        item.put(REQUEST, AttributeValue.fromM(RequestAttributes.of(task.request())));
        item.put(CREATED_AT, instant(task.createdAt()));
        task.startedAt().ifPresent(at -> item.put(STARTED_AT, instant(at)));
        task.completedAt().ifPresent(at -> item.put(COMPLETED_AT, instant(at)));
        item.put(START_BY, instant(task.startBy()));
        task.dueAt().ifPresent(at -> item.put(DUE_AT, instant(at)));
        task.lease()
                .ifPresent(
                        lease -> {
                            item.put(LEASE_BY, text(lease.holder()));
                            item.put(LEASE_UNTIL, instant(lease.until()));
                        });
        if (task.isWaiting()) {
            item.put(TURN, number(task.turn()));
        }
        if (task.extended()) {
            item.put(EXTENDED, AttributeValue.fromBool(true));
        }
        task.deadline().ifPresent(until -> item.put(DEADLINE, instant(until)));
        putKnown(item, WORKER_TASK_ID, task.workerTaskId());
        putKnown(item, RESULT, task.result());
        putKnown(item, ERROR_MESSAGE, task.errorMessage());
        item.put(QUESTIONS_CREATED, number(task.questionsCreated()));
        task.partial().ifPresent(some -> item.put(PARTIAL, PartialAttributes.of(some)));
        task.quality().ifPresent(found -> item.put(QUALITY, QualityAttributes.of(found)));
        item.put(
                HISTORY,
                AttributeValue.fromL(task.history().stream().map(TaskItem::event).toList()));
        return item;
    }

    static Task toTask(Map<String, AttributeValue> item) {
        return new Task(
                new TaskId(text(item, TASK_ID)),
                new UserId(number(item, USER_ID)),
                text(item, USERNAME),
                number(item, REVISION),
                TaskStatus.ofWire(text(item, STATUS)).orElseThrow(),
                (int) number(item, ATTEMPT),
                (int) number(item, ROUND),
                RequestAttributes.toRequest(
                        (int) number(item, QUIZ_SIZE),
                        text(item, DECLARED_LEVEL),
                        item.get(REQUEST).m()),
                instant(item.get(CREATED_AT)),
                Optional.ofNullable(item.get(STARTED_AT)).map(Attributes::instant),
                Optional.ofNullable(item.get(COMPLETED_AT)).map(Attributes::instant),
                instant(item.get(START_BY)),
                Optional.ofNullable(item.get(DUE_AT)).map(Attributes::instant),
                Optional.ofNullable(item.get(LEASE_UNTIL))
                        .map(until -> new Task.Lease(text(item, LEASE_BY), instant(until))),
                number(item, TURN),
                item.containsKey(EXTENDED),
                Optional.ofNullable(item.get(DEADLINE)).map(Attributes::instant),
                text(item, WORKER_TASK_ID),
                text(item, RESULT),
                (int) number(item, QUESTIONS_CREATED),
                Optional.ofNullable(item.get(PARTIAL))
                        .map(value -> PartialAttributes.toPartial(value.m())),
                Optional.ofNullable(item.get(QUALITY))
                        .map(value -> QualityAttributes.toQuality(value.m())),
                text(item, ERROR_MESSAGE),
                history(item.get(HISTORY).l()));
    }

    private static void putKnown(Map<String, AttributeValue> item, String name, String value) {
        if (!value.isEmpty()) {
            item.put(name, text(value));
        }
    }

    private static AttributeValue event(TaskEvent event) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("t", instant(event.at()));
        attributes.put("a", text(event.actor()));
        attributes.put("w", text(event.what()));
        putKnown(attributes, "r", event.reason());
        return AttributeValue.fromM(attributes);
    }

    private static List<TaskEvent> history(List<AttributeValue> values) {
        var events = new ArrayList<TaskEvent>(values.size());
        for (AttributeValue value : values) {
            events.add(toEvent(value.m()));
        }
        return events;
    }

    private static TaskEvent toEvent(Map<String, AttributeValue> event) {
        return new TaskEvent(
                instant(event.get("t")), text(event, "a"), text(event, "w"), text(event, "r"));
    }

    /** What of a request is not an attribute of the task itself. */
    private static final class RequestAttributes {

        static Map<String, AttributeValue> of(QuizRequest request) {
            var attributes = new HashMap<String, AttributeValue>();
            putKnown(attributes, "profession", request.profession());
            putKnown(attributes, "goals", request.goals());
            putKnown(attributes, "extra_instructions", request.extraInstructions());
            putKnown(attributes, "study_frequency", request.studyFrequency());
            putTexts(attributes, "preferred_topics", request.preferredTopics());
            putTexts(attributes, "weak_skills", request.weakSkills());
            request.motivationLevel()
                    .ifPresent(level -> attributes.put("motivation_level", number(level)));
            return attributes;
        }

        static QuizRequest toRequest(
                int quizSize, String declaredLevel, Map<String, AttributeValue> attributes) {
            return new QuizRequest(
                    quizSize,
                    declaredLevel,
                    text(attributes, "profession"),
                    text(attributes, "goals"),
                    texts(attributes, "preferred_topics"),
                    texts(attributes, "weak_skills"),
                    text(attributes, "extra_instructions"),
                    text(attributes, "study_frequency"),
                    attributes.containsKey("motivation_level")
                            ? OptionalInt.of((int) number(attributes, "motivation_level"))
                            : OptionalInt.empty());
        }

        private static void putTexts(
                Map<String, AttributeValue> attributes, String name, List<String> texts) {
            if (!texts.isEmpty()) {
                attributes.put(
                        name, AttributeValue.fromL(texts.stream().map(Attributes::text).toList()));
            }
        }

        private static List<String> texts(Map<String, AttributeValue> attributes, String name) {
            AttributeValue value = attributes.get(name);
            return value == null ? List.of() : value.l().stream().map(AttributeValue::s).toList();
        }
    }
}
