package io.quizsmith.dynamo;

import static io.quizsmith.dynamo.Attributes.instant;
import static io.quizsmith.dynamo.Attributes.number;
import static io.quizsmith.dynamo.Attributes.text;

import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.practice.Grade;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.practice.Skill;
import io.quizsmith.practice.Skills;
import io.quizsmith.task.TaskId;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers of learners. What one answer sheet changes (the sheet itself, the marks of its questions,
 * the tallies by skill, and the weak skills in the profile) is one transaction: all of it counts,
 * once, or none.
 */
public final class AnswersTable {

    private static final String RIGHT = "right#";
    private static final String ANSWERED = "answered#";
    private static final String LAST = "last_sheet";
    private static final String LAST_AT = "last_at";

    /** The same answers again so soon are the same sheet, sent twice. */
    private static final Duration TWICE = Duration.ofMinutes(1);

    /** An expression has at most 4 KB: of a longer quiz, one attribute says that all was seen. */
    private static final int MOST_NAMED = 100;

    private static final int TRIES = 5;
    private static final int KEPT_SHOWN = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final UserTable users;

    public AnswersTable(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.users = new UserTable(dynamo, table);
    }

    /** A sheet that was graded before. */
    public record Kept(Instant at, int right, int total, int score, int maxScore) {}

    /** How the learner has answered so far. */
    public Skills skills(UserId user) {
        return skills(skillsItem(user));
    }

    private Map<String, AttributeValue> skillsItem(UserId user) {
        return dynamo.getItem(get -> get.tableName(table).key(skillsKey(user)).consistentRead(true))
                .item();
    }

    private static Skills skills(Map<String, AttributeValue> item) {
        var tallies = new HashMap<Skill, Skills.Tally>();
        for (String name : item.keySet()) {
            if (name.startsWith(ANSWERED)) {
                String words = name.substring(ANSWERED.length());
                var parts = words.split("#", 2);
                tallies.put(
                        new Skill(parts[0], parts[1]),
                        new Skills.Tally(
                                (int) number(item, RIGHT + words), (int) number(item, name)));
            }
        }
        return new Skills(tallies);
    }

    /** The last sheets for a quiz, the newest first. */
    public List<Kept> kept(UserId user, TaskId task) {
        return dynamo
                .query(
                        query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression(
                                                "#pk = :pk AND begins_with(#sk, :sk)")
                                        .expressionAttributeNames(
                                                Map.of("#pk", Attributes.PK, "#sk", Attributes.SK))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":pk", text(TaskItem.userKey(user)),
                                                        ":sk", text("SHEET#" + task + "#")))
                                        .scanIndexForward(false)
                                        .limit(KEPT_SHOWN))
                .items()
                .stream()
                .map(
                        item ->
                                new Kept(
                                        Attributes.instant(item.get("at")),
                                        (int) number(item, "right"),
                                        (int) number(item, "total"),
                                        (int) number(item, "score"),
                                        (int) number(item, "max_score")))
                .toList();
    }

    /**
     * Keeps a sheet.
     *
     * @param of what it is kept under: a task's id, or {@code practice}
     * @return false where it is the last one, sent again
     */
    public boolean keep(UserId user, String of, Grade grade, Instant now) {
        String digest = Digest.of(Json.write(new TreeMap<>(grade.answers())));
        for (int tries = 1; ; tries++) {
            var before = skillsItem(user);
            if (isSentTwice(before, digest, now)) {
                return false;
            }
            var writes = new ArrayList<TransactWriteItem>();
            writes.add(skills(user, before, grade, digest, now));
            writes.add(sheet(user, of, grade, now));
            writes.addAll(marks(user, grade, now));
            writes.addAll(profile(user, skills(before).plus(grade.skills()).weak()));
            try {
                dynamo.transactWriteItems(write -> write.transactItems(writes));
                return true;
            } catch (TransactionCanceledException overtaken) {
                if (tries == TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    private static boolean isSentTwice(
            Map<String, AttributeValue> skills, String digest, Instant now) {
        return text(skills, LAST).equals(digest)
                && Attributes.instant(skills.get(LAST_AT)).plus(TWICE).isAfter(now);
    }

    private TransactWriteItem skills(
            UserId user,
            Map<String, AttributeValue> before,
            Grade grade,
            String digest,
            Instant now) {
        var item = new HashMap<>(before);
        item.putAll(skillsKey(user));
        skills(before)
                .plus(grade.skills())
                .tallies()
                .forEach(
                        (skill, tally) -> {
                            String words = skill.type() + "#" + skill.difficulty();
                            item.put(RIGHT + words, number(tally.right()));
                            item.put(ANSWERED + words, number(tally.answered()));
                        });
        item.put(LAST, text(digest));
        item.put(LAST_AT, instant(now));
        item.put("revision", number(number(before, "revision") + 1));
        return TransactWriteItem.builder()
                .put(
                        put ->
                                put.tableName(table)
                                        .item(item)
                                        .conditionExpression(
                                                "attribute_not_exists(#revision) OR"
                                                        + " #revision = :before")
                                        .expressionAttributeNames(Map.of("#revision", "revision"))
                                        .expressionAttributeValues(
                                                Map.of(
                                                        ":before",
                                                        number(number(before, "revision")))))
                .build();
    }

    private TransactWriteItem sheet(UserId user, String of, Grade grade, Instant now) {
        String sk = "SHEET#" + of + "#" + TaskItem.createdKeyPrefix(now);
        var item = new HashMap<>(Attributes.key(TaskItem.userKey(user), sk));
        item.put("at", instant(now));
        item.put("right", number(grade.right()));
        item.put("total", number(grade.lines().size()));
        item.put("score", number(grade.score()));
        item.put("max_score", number(grade.maxScore()));
        item.put("answers", text(Json.write(new TreeMap<>(grade.answers()))));
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
    }

    private List<TransactWriteItem> marks(UserId user, Grade grade, Instant now) {
        var byTask = new TreeMap<String, List<Grade.Line>>();
        grade.lines()
                .forEach(
                        line ->
                                byTask.computeIfAbsent(
                                                line.id().task().value(), task -> new ArrayList<>())
                                        .add(line));
        return byTask.values().stream().map(lines -> marks(user, lines, now)).toList();
    }

    private TransactWriteItem marks(UserId user, List<Grade.Line> lines, Instant now) {
        var seen = new ArrayList<String>();
        var counted = new ArrayList<String>();
        for (var line : lines) {
            if (lines.size() <= MOST_NAMED) {
                seen.add(MarksTable.SEEN + line.id().number() + " = :now");
            }
            if (line.answer().isPresent()) {
                String which = line.isRight() ? MarksTable.RIGHT : MarksTable.WRONG;
                counted.add(which + line.id().number() + " :one");
            }
        }
        var values = new HashMap<>(Map.of(":now", instant(now)));
        var expression =
                new StringBuilder(
                        seen.isEmpty()
                                ? "SET " + MarksTable.ALL_SEEN + " = :now"
                                : "SET " + String.join(", ", seen));
        if (!counted.isEmpty()) {
            values.put(":one", number(1));
            expression.append(" ADD ").append(String.join(", ", counted));
        }
        QuestionId any = lines.getFirst().id();
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(table)
                                        .key(MarksTable.key(user, any.task()))
                                        .updateExpression(expression.toString())
                                        .expressionAttributeValues(values))
                .build();
    }

    private List<TransactWriteItem> profile(UserId user, List<String> weak) {
        return users.find(new UserRef.ById(user))
                .filter(known -> !known.weakSkills().equals(weak))
                .map((User known) -> users.weakSkills(known, weak))
                .orElse(List.of());
    }

    private static Map<String, AttributeValue> skillsKey(UserId user) {
        return Attributes.key(TaskItem.userKey(user), "SKILLS");
    }
}
