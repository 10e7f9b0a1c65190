package io.quizsmith.query;

import io.quizsmith.dynamo.MarksTable;
import io.quizsmith.dynamo.ResultTable;
import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.function.Environment;
import io.quizsmith.practice.Mark;
import io.quizsmith.practice.Picks;
import io.quizsmith.practice.QuestionId;
import io.quizsmith.question.Question;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.UserId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All questions that were made for a user, with what is known of them. They lie with their tasks: a
 * look through the bank reads so many quizzes and no more.
 */
final class Bank {

    /** Quizzes that one request reads at most. */
    private static final int MOST_READ = 25;

    /** Quizzes of which a practice set is made: the latest. */
    private static final int MOST_PRACTISED = 200;

    private final TaskTable tasks;
    private final TaskLists lists;
    private final ResultTable results;
    private final MarksTable marks;

    Bank(Environment environment) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.tasks = new TaskTable(dynamo, table, environment.shards());
        this.lists = new TaskLists(dynamo, table, environment.shards());
        this.results = new ResultTable(dynamo, table);
        this.marks = new MarksTable(dynamo, table);
    }

    /** A question of the bank. */
    record Entry(QuestionId id, Question question, Mark mark) {}

    /**
     * Some of the bank.
     *
     * @param next where the next page begins; there may be nothing more behind it
     */
    record Page(List<Entry> entries, Optional<BankCursor> next) {}

    /** The user's questions that fit, the newest quiz first. */
    Page list(UserId user, Predicate<Entry> fits, int limit, Optional<BankCursor> from) {
        var found = new ArrayList<Entry>();
        if (limit == 0) {
            return new Page(found, Optional.empty());
        }
        Optional<String> after = from.flatMap(BankCursor::after);
        int first = from.map(BankCursor::number).orElse(1);
        int read = 0;
        while (true) {
            var page = lists.list(completed(user, after, 1));
            for (var task : page.entries()) {
                for (var entry : quiz(task.id())) {
                    if (entry.id().number() >= first && fits.test(entry)) {
                        if (found.size() == limit) {
                            int number = entry.id().number();
                            return new Page(found, Optional.of(new BankCursor(after, number)));
                        }
                        found.add(entry);
                    }
                }
                read++;
            }
            first = 1;
            after = page.next();
            if (after.isEmpty()) {
                return new Page(found, Optional.empty());
            }
            if (read >= MOST_READ || found.size() == limit) {
                return new Page(found, Optional.of(new BankCursor(after, 1)));
            }
        }
    }

    private static TaskLists.Query completed(UserId user, Optional<String> after, int limit) {
        return new TaskLists.Query(
                Optional.of(user),
                Set.of(TaskStatus.COMPLETED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                after);
    }

    /** The questions of one quiz; none where there is no such quiz. */
    List<Entry> quiz(TaskId task) {
        return tasks.find(task).map(this::quiz).orElse(List.of());
    }

    /** As above; none where the task has none. */
    List<Entry> quiz(Task task) {
        if (task.status() != TaskStatus.COMPLETED) {
            return List.of();
        }
        var questions = results.questions(task.id(), task.result());
        var known = marks.of(task.user(), task.id());
        var entries = new ArrayList<Entry>();
        for (int number = 1; number <= questions.size(); number++) {
            entries.add(
                    new Entry(
                            new QuestionId(task.id(), number),
                            questions.get(number - 1),
                            known.getOrDefault(number, Mark.NONE)));
        }
        return entries;
    }

    /** One question; empty where there is none of that name. */
    Optional<Entry> find(QuestionId id) {
        var quiz = quiz(id.task());
        return id.number() <= quiz.size()
                ? Optional.of(quiz.get(id.number() - 1))
                : Optional.empty();
    }

    /** The questions of those names, each under its name; who is not there is left out. */
    Map<QuestionId, Entry> find(List<QuestionId> ids) {
        var quizzes = new HashMap<TaskId, List<Entry>>();
        var found = new HashMap<QuestionId, Entry>();
        for (var id : ids) {
            var quiz = quizzes.computeIfAbsent(id.task(), this::quiz);
            if (id.number() <= quiz.size()) {
                found.put(id, quiz.get(id.number() - 1));
            }
        }
        return found;
    }

    /** Up to {@code size} questions that fit and were not seen for longest. */
    List<Entry> notSeenForLongest(UserId user, Predicate<Entry> fits, int size) {
        var picked = new ArrayList<Entry>();
        var quizzes = new HashMap<TaskId, List<Entry>>();
        for (var id : Picks.inOrder(practised(user))) {
            if (picked.size() == size
                    || (quizzes.size() == MOST_READ && !quizzes.containsKey(id.task()))) {
                break;
            }
            var quiz = quizzes.computeIfAbsent(id.task(), this::quiz);
            if (id.number() <= quiz.size() && fits.test(quiz.get(id.number() - 1))) {
                picked.add(quiz.get(id.number() - 1));
            }
        }
        return picked;
    }

    private List<Picks.Of> practised(UserId user) {
        var newestFirst = lists.list(completed(user, Optional.empty(), MOST_PRACTISED)).entries();
        if (newestFirst.isEmpty()) {
            return List.of();
        }
        var known = marks.between(user, newestFirst.getLast().id(), newestFirst.getFirst().id());
        return newestFirst.reversed().stream()
                .map(
                        task ->
                                new Picks.Of(
                                        task.id(),
                                        task.questionsCreated(),
                                        known.getOrDefault(task.id(), Map.of())))
                .toList();
    }

    MarksTable marks() {
        return marks;
    }
}
