package io.quizsmith.submit;

import io.quizsmith.bulk.Bulk;
import io.quizsmith.bulk.BulkAction;
import io.quizsmith.bulk.Member;
import io.quizsmith.bulk.Tally;
import io.quizsmith.dynamo.BulkTable;
import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.UserTable;
import io.quizsmith.function.Environment;
import io.quizsmith.function.Log;
import io.quizsmith.http.Answer;
import io.quizsmith.http.BulkView;
import io.quizsmith.http.Problem;
import io.quizsmith.http.TaskEntryView;
import io.quizsmith.http.TaskFilter;
import io.quizsmith.input.Reason;
import io.quizsmith.submit.TaskChanges.Asked;
import io.quizsmith.submit.TaskChanges.Changed;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.user.User;
import io.quizsmith.user.UserId;
import io.quizsmith.user.UserRef;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Actions on many tasks: prepared first, when the tasks are chosen and their states noted, then run
 * a part at a time, by whoever asks. What was done to a task is read from the task itself: so it is
 * never done twice, and whoever comes after a crash knows what the one before has done.
 */
final class BulkActions {

    private static final int SAMPLE = 10;
    private static final int PAGE = 100;

    /** Pages that are read in search of tasks; where few fit, fewer than the most are chosen. */
    private static final int MOST_PAGES = 20;

    private final BulkTable bulks;
    private final TaskTable tasks;
    private final TaskLists lists;
    private final UserTable users;
    private final TaskChanges changes;
    private final InstantSource clock;
    private final Log log;

    BulkActions(Environment environment, UserTable users, TaskTable tasks, TaskChanges changes) {
        var dynamo = environment.dynamo();
        var table = environment.variable("TABLE_NAME");
        this.bulks = new BulkTable(dynamo, table);
        this.lists = new TaskLists(dynamo, table, environment.shards());
        this.tasks = tasks;
        this.users = users;
        this.changes = changes;
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /** POST bulk: chooses the tasks, and does nothing to them. */
    Answer prepare(Map<String, ?> json, String requestId) {
        return switch (BulkForm.parse(json)) {
            case BulkForm.Parsed.Malformed(var violations) ->
                    Problem.invalid(requestId, violations);
            case BulkForm.Parsed.WellFormed(var form) -> {
                Optional<UserRef> ref = form.filter().user();
                Optional<UserId> user = ref.flatMap(users::find).map(User::id);
                yield ref.isPresent() && user.isEmpty()
                        ? Problem.notFound(requestId, "User not found: " + ref.get())
                        : prepare(form, user);
            }
        };
    }

    private Answer prepare(BulkForm form, Optional<UserId> user) {
        Instant now = clock.instant();
        var chosen = choose(form.action(), form.filter(), user);
        var bulk =
                new Bulk(
                        newId(now),
                        form.action(),
                        shown(form, user),
                        chosen.entries().size(),
                        chosen.more(),
                        chosen.entries().stream().limit(SAMPLE).map(TaskEntryView::of).toList(),
                        "",
                        now,
                        Tally.NONE);
        bulks.create(bulk, chosen.entries().stream().map(BulkActions::member).toList());
        log.info("bulk prepared", Map.of("bulk", bulk.id(), "tasks", bulk.total()));
        return Answer.json(201, BulkView.withSample(bulk));
    }

    private static Member member(TaskLists.Entry entry) {
        return new Member(entry.id(), entry.status(), entry.attempt());
    }

    private static String newId(Instant now) {
        return "%013d-%s"
                .formatted(now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
    }

    private static Map<String, Object> shown(BulkForm form, Optional<UserId> user) {
        var shown = new LinkedHashMap<String, Object>();
        user.ifPresent(id -> shown.put("user_id", id.value()));
        for (String name : List.of("status", "declared_level", "created_from", "created_to")) {
            Object sent = form.sent().get(name);
            if (sent != null && !"".equals(sent)) {
                shown.put(name, sent);
            }
        }
        return shown;
    }

    private record Chosen(List<TaskLists.Entry> entries, boolean more) {}

    /** Those that the action can take, the newest first. */
    private Chosen choose(BulkAction action, TaskFilter filter, Optional<UserId> user) {
        Set<TaskStatus> statuses =
                action.takes().stream()
                        .filter(each -> filter.status().filter(other -> other != each).isEmpty())
                        .collect(Collectors.toSet());
        var chosen = new ArrayList<TaskLists.Entry>();
        Optional<String> next = Optional.empty();
        if (statuses.isEmpty()) {
            return new Chosen(chosen, false);
        }
        var query =
                new TaskLists.Query(
                        user,
                        statuses,
                        filter.declaredLevel(),
                        filter.createdFrom(),
                        filter.createdTo(),
                        PAGE,
                        next);
        for (int pages = 0; pages < MOST_PAGES && chosen.size() <= Bulk.MOST; pages++) {
            var page = lists.list(query.from(next));
            chosen.addAll(page.entries());
            next = page.next();
            if (next.isEmpty()) {
                break;
            }
        }
        boolean more = next.isPresent() || chosen.size() > Bulk.MOST;
        return new Chosen(chosen.subList(0, Math.min(chosen.size(), Bulk.MOST)), more);
    }

    /** POST run: works on the next part that nobody else has in hand, and answers the progress. */
    Answer run(String id, Reason.Parsed reason, String requestId) {
        return switch (reason) {
            case Reason.Parsed.Malformed(var violations) -> Problem.invalid(requestId, violations);
            case Reason.Parsed.Given(var text) ->
                    bulks.find(id, clock.instant())
                            .map(bulk -> run(bulk, text, requestId))
                            .orElseGet(() -> Problem.notFound(requestId, "Bulk action not found"));
        };
    }

    private Answer run(Bulk bulk, String reason, String requestId) {
        if (bulk.reason().isEmpty() && reason.isEmpty()) {
            return Problem.invalid(requestId, "reason", "is required");
        }
        var begun = bulk.reason().isEmpty() ? bulks.begin(bulk, reason) : bulk;
        if (begun.state().equals("done")) {
            return Answer.json(200, BulkView.of(begun));
        }
        var claimed = bulks.claim(begun, clock.instant());
        claimed.ifPresent(part -> work(begun, part));
        var progress = bulks.find(bulk.id(), clock.instant()).orElse(begun);
        var answer = Answer.json(200, BulkView.of(progress));
        return claimed.isPresent() ? answer : answer.with("Retry-After", "1");
    }

    private void work(Bulk bulk, BulkTable.Part part) {
        var tally = Tally.NONE;
        for (var member : part.members()) {
            tally = tally.plus(act(bulk, member));
        }
        bulks.finish(bulk, part, tally);
        log.info("bulk carried on", Map.of("bulk", bulk.id(), "tasks", part.members().size()));
    }

    private Tally act(Bulk bulk, Member member) {
        Optional<Task> task = tasks.find(member.task());
        while (task.filter(member::isStillSo).isPresent()) {
            switch (change(bulk, task.get())) {
                case Changed.Done done -> {
                    return new Tally(1, 0, 0);
                }
                case Changed.OverQuota overQuota -> {
                    return new Tally(0, 0, 1);
                }
                case Changed.Overtaken(var current) -> task = Optional.of(current);
            }
        }
        return task.filter(bulk::wasDoneTo).isPresent() ? new Tally(1, 0, 0) : new Tally(0, 1, 0);
    }

    private Changed change(Bulk bulk, Task task) {
        String reason = bulk.reasonInHistory();
        var operator = new Asked("operator", reason);
        return switch (bulk.action()) {
            case CANCEL -> changes.cancel(task, operator);
            case RETRY -> changes.retry(task, operator);
            case FAIL -> changes.fail(task, reason);
        };
    }
}
