package io.quizsmith.local.crash;

import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.Shards;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.local.crash.Story.What;
import io.quizsmith.question.Question;
import io.quizsmith.rollup.Ending;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a world has in its table and queues, and what is wrong with that once all is over. */
final class State {

    /** Every attempt waits for its start, then for its deadline, with one extension. */
    private static final Duration BOUND =
            Stage.START_DEADLINE
                    .plus(Stage.TASK_DEADLINE.multipliedBy(2))
                    .plusMinutes(2)
                    .multipliedBy(Stage.ATTEMPTS);

    private final World world;
    private final TaskTable tasks;
    private final ResultTable results;
    private List<Map<String, AttributeValue>> items = List.of();

    State(World world) {
        this.world = world;
        var dynamo = world.stack().cloud().dynamo();
        String table = world.stack().ref("Table");
        this.tasks = new TaskTable(dynamo, table, new Shards(4));
        this.results = new ResultTable(dynamo, table);
    }

    /** Whether no task is pending, no message on its way, and nobody in the line. */
    boolean isAtRest() {
        if (messages("TaskQueue") > 0 || !deadLettersAreRight()) {
            return false;
        }
        items = world.items();
        return items.stream().noneMatch(item -> isPending(item) || isInLine(item));
    }

    /** What is not as it was promised. */
    List<String> problems() {
        items = world.items();
        var problems = new ArrayList<String>();
        expect("messages on the queue", 0, messages("TaskQueue"), problems);
        if (!deadLettersAreRight()) {
            problems.add(messages("DeadLetterQueue") + " dead letters");
        }
        long inLine = items.stream().filter(State::isInLine).count();
        expect("entries in the line", 0, inLine, problems);
        var all =
                items.stream()
                        .filter(State::isTask)
                        .map(item -> new TaskId(item.get("task_id").s()))
                        .map(id -> tasks.find(id).orElseThrow())
                        .toList();
        for (var id : world.promised()) {
            if (all.stream().noneMatch(task -> task.id().value().equals(id))) {
                problems.add("'" + id + "' was promised and is not there");
            }
        }
        all.forEach(task -> check(task, problems));
        checkKeys(all, problems);
        return problems;
    }

    /**
     * How many stored sets of questions no task showed when the problems were looked for: a crash
     * came between them and the status.
     */
    long orphans() {
        long stored = items.stream().filter(State::isQuestions).count();
        long shown =
                items.stream()
                        .filter(State::isTask)
                        .filter(item -> item.get("status").s().equals("completed"))
                        .count();
        return stored - shown;
    }

    private void check(Task task, List<String> problems) {
        if (task.status().isPending()) {
            problems.add(task.id() + " is still " + task.status().wire());
            return;
        }
        Task before = task;
        var since =
                before.history().reversed().stream()
                        .filter(event -> List.of("queued", "retried").contains(event.what()))
                        .findFirst()
                        .orElseThrow()
                        .at();
        var took = Duration.between(since, task.completedAt().orElseThrow());
        if (took.compareTo(BOUND) > 0) {
            problems.add(task.id() + " took " + took + ", more than " + BOUND);
        }
        var wish = world.wish(task.request().extraInstructions());
        boolean promised = world.promised().contains(task.id().value());
        if (promised && task.status() != wish.end() && !cameTooLate(task)) {
            problems.add(task.id() + " is " + task.status().wire() + ", not " + wish.end().wire());
        }
        if (task.status() == TaskStatus.COMPLETED) {
            checkQuestions(task, problems);
            checkEnding(task, problems);
        }
    }

    /** The client's wish to cancel met a task that had completed. */
    private boolean cameTooLate(Task task) {
        return world.story().has(What.CANCEL) && task.status() == TaskStatus.COMPLETED;
    }

    private void checkQuestions(Task task, List<String> problems) {
        var stems =
                results.questions(task.id(), task.result()).stream().map(Question::stem).toList();
        if (!areAsMade(stems, task) || task.questionsCreated() != stems.size()) {
            problems.add(task.id() + " has not the questions that were delivered: " + stems);
        }
    }

    /**
     * Those of one delivery, unless several are put together: then none twice, and not too many.
     */
    private boolean areAsMade(List<String> stems, Task task) {
        var made = world.made(task.id().value());
        return world.story().parameters().containsKey("TopUpRounds")
                ? stems.stream().allMatch(stem -> made.stream().anyMatch(of -> of.contains(stem)))
                        && stems.size() == stems.stream().distinct().count()
                        && stems.size() <= task.request().quizSize()
                : made.contains(stems);
    }

    /** Whatever else is told of its end, the overview finds it in the minute when it was. */
    private void checkEnding(Task task, List<String> problems) {
        String minute = "ENDED#" + Ending.minute(task.completedAt().orElseThrow());
        String ending = task.id() + "#" + task.attempt() + "#completed";
        boolean told =
                items.stream()
                        .filter(item -> isOf(minute, item.get("pk").s()))
                        .anyMatch(item -> item.get("sk").s().equals(ending));
        if (!told) {
            problems.add(task.id() + " is not counted as completed");
        }
    }

    /** The endings of a minute have several keys, which begin alike. */
    private static boolean isOf(String minute, String key) {
        return key.equals(minute) || key.startsWith(minute + "#");
    }

    private void checkKeys(List<Task> all, List<String> problems) {
        for (int i = 0; i < world.story().wishes().size(); i++) {
            String instructions = World.instructions(i);
            long made =
                    all.stream()
                            .filter(task -> task.request().extraInstructions().equals(instructions))
                            .count();
            if (world.story().wishes().get(i).key()) {
                expect("tasks of one idempotency key", 1, made, problems);
            }
        }
    }

    private static void expect(String what, long expected, long found, List<String> problems) {
        if (found != expected) {
            problems.add(found + " " + what + ", not " + expected);
        }
    }

    /** None but the one that is no task; a call that breaks after its effect may double it. */
    private boolean deadLettersAreRight() {
        int letters = messages("DeadLetterQueue");
        return world.story().has(What.JUNK_MESSAGE) ? letters > 0 : letters == 0;
    }

    private static boolean isTask(Map<String, AttributeValue> item) {
        return item.get("sk").s().equals("TASK") && item.containsKey("status");
    }

    private static boolean isPending(Map<String, AttributeValue> item) {
        return isTask(item) && List.of("queued", "processing").contains(item.get("status").s());
    }

    private static boolean isInLine(Map<String, AttributeValue> item) {
        return item.get("pk").s().equals("LINE");
    }

    private static boolean isQuestions(Map<String, AttributeValue> item) {
        return item.get("sk").s().startsWith("QUESTIONS#");
    }

    private int messages(String queue) {
        return world
                .stack()
                .cloud()
                .sqs()
                .getQueueAttributes(
                        get ->
                                get.queueUrl(world.stack().ref(queue))
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
