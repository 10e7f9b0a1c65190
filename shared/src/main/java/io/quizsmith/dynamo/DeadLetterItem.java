package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.dynamo.DeadLetter.State;
import io.quizsmith.task.TaskId;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The item of a dead letter: its keys and attribute names, in both directions. */
final class DeadLetterItem {

    static final String PK = "DEAD_LETTERS";
    static final String STATE = "state";

    /** The partition of the index by status that open letters are in. */
    static final String OPEN_KEY = "dead_letter#open";

    /** Longer than the queue keeps a message. */
    private static final Duration LIFE = Duration.ofDays(30);

    private static final String BODY = "body";
    private static final String SENT_AT = "sent_at";
    private static final String FOUND_AT = "found_at";
    private static final String FOUND = "found";
    private static final String BY = "by";
    private static final String AT = "at";
    private static final String REASON = "reason";

    private DeadLetterItem() {}

    static Map<String, AttributeValue> key(String id) {
        return Attributes.key(PK, id);
    }

    static Map<String, AttributeValue> of(DeadLetter letter) {
        var item = new HashMap<>(key(letter.id()));
        switch (letter.state()) {
            case OPEN -> {
                item.put(TaskItem.STATUS_KEY, text(OPEN_KEY));
                item.put(TaskItem.CREATED_KEY, text(letter.id()));
            }
            case REDRIVEN, DISCARDED -> {} // nobody must look for it
        }
        item.put(BODY, text(letter.body()));
        letter.task().ifPresent(id -> item.put(TaskItem.TASK_ID, text(id.value())));
        item.put(SENT_AT, instant(letter.sentAt()));
        item.put(FOUND_AT, instant(letter.foundAt()));
        item.put(FOUND, text(letter.found()));
        item.put(STATE, text(letter.state().wire()));
        item.put(BY, text(letter.by()));
        letter.at().ifPresent(at -> item.put(AT, instant(at)));
        item.put(REASON, text(letter.reason()));
        item.put(Attributes.EXPIRES_AT, Attributes.expiry(letter.foundAt(), LIFE));
        return item;
    }

    static DeadLetter toLetter(Map<String, AttributeValue> item) {
        return new DeadLetter(
                text(item, Attributes.SK),
                text(item, BODY),
                TaskId.parse(text(item, TaskItem.TASK_ID)),
                instant(item.get(SENT_AT)),
                instant(item.get(FOUND_AT)),
                text(item, FOUND),
                State.valueOf(text(item, STATE).toUpperCase(Locale.ROOT)),
                text(item, BY),
                Optional.ofNullable(item.get(AT)).map(Attributes::instant),
                text(item, REASON));
    }
}
