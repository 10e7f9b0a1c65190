package io.quizsmith.local;

import io.quizsmith.dynamo.TaskLists;
import io.quizsmith.dynamo.TaskTable;
import io.quizsmith.dynamo.TaskTable.Written;
import io.quizsmith.local.Redriven.Fate;
import io.quizsmith.sqs.TaskQueue;
import io.quizsmith.task.Task;
import io.quizsmith.task.TaskId;
import io.quizsmith.task.TaskStatus;
import io.quizsmith.task.WantOfWorker;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Gives tasks another chance that came to nothing for want of a worker. May be repeated, and broken
 * off, at any point: what is done once is not done again.
 */
final class RedriveTasks {

    /** Tasks that are worked on at the same time: each takes a few calls that only wait. */
    private static final int AT_ONCE = 16;

    private static final int PAGE = 200;
    private static final int PREVIEW = 60;

    private final Deployment deployment;
    private final Wish wish;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final TaskTable tasks;
    private final TaskQueue queue;
    private final Redriven redriven = new Redriven();

    /**
     * What is wanted.
     *
     * @param since tasks that failed before are left alone
     * @param dryRun whether to change nothing, and only say what would be done
     * @param dropJunk whether to delete messages that are no task id
     */
    record Wish(Instant since, boolean dryRun, boolean dropJunk) {}

    RedriveTasks(Deployment deployment, Wish wish, InstantSource clock, Consumer<String> progress) {
        this.deployment = deployment;
        this.wish = wish;
        this.clock = clock;
        this.progress = progress;
        this.tasks = new TaskTable(deployment.dynamo(), deployment.table(), deployment.shards());
        this.queue = new TaskQueue(deployment.sqs(), deployment.taskQueueUrl());
    }

    /** Dead letters first: sweep may fail the task of one meanwhile, and then it is found below. */
    Redriven redrive() {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            trying("the dead-letter queue", () -> deadLetters(threads));
            trying("the list of failed tasks", () -> failedTasks(threads));
        }
        return redriven;
    }

    private void deadLetters(ExecutorService threads) {
        var read = new AtomicInteger();
        try (var letters = new DeadLetters(deployment.sqs(), deployment.deadLetterQueueUrl())) {
            letters.read(
                    batch -> {
                        all(batch, message -> redrive(message, letters), threads);
                        progress.accept(read.addAndGet(batch.size()) + " dead letters read");
                    },
                    others -> progress.accept("waiting for " + others + " that sweep looks at"));
        }
    }

    private void redrive(Message message, DeadLetters letters) {
        var id = TaskId.parse(message.body());
        if (id.isEmpty()) {
            junk(message, letters);
            return;
        }
        trying(
                id.get().value(),
                () -> {
                    tasks.find(id.get())
                            .ifPresentOrElse(
                                    task -> redrive(task, message),
                                    () -> needless(message, "there is no " + id.get()));
                    delete(message, letters);
                });
    }

    /** Sends before the message is deleted: it may be there twice, and is never lost. */
    private void redrive(Task task, Message message) {
        switch (task.status()) {
            case QUEUED -> {
                if (!wish.dryRun()) {
                    queue.send(task);
                    tasks.replace(task, task.redriven(clock.instant())); // or it moves by itself
                }
                redriven.add(Fate.SENT_BACK, task.id().value(), "");
            }
            case FAILED -> {
                if (!retry(task)) {
                    needless(message, task.id() + " has failed and stays so");
                }
            }
            case PROCESSING, COMPLETED, CANCELLED ->
                    needless(message, task.id() + " is " + task.status().wire());
        }
    }

    private void needless(Message message, String why) {
        redriven.add(Fate.NEEDLESS, message.messageId(), why);
    }

    private void junk(Message message, DeadLetters letters) {
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        String note = Instant.ofEpochMilli(Long.parseLong(sent)) + "  " + preview(message.body());
        if (!wish.dropJunk()) {
            redriven.add(Fate.JUNK_LEFT, message.messageId(), note);
            return;
        }
        trying(
                message.messageId(),
                () -> {
                    delete(message, letters);
                    redriven.add(Fate.JUNK_DROPPED, message.messageId(), note);
                });
    }

    /** Enough for a person to tell where it comes from; it may be anything. */
    private static String preview(String body) {
        String start = body.length() > PREVIEW ? body.substring(0, PREVIEW) + "..." : body;
        return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    private void delete(Message message, DeadLetters letters) {
        if (!wish.dryRun()) {
            letters.delete(message);
        }
    }

    private void failedTasks(ExecutorService threads) {
        List<TaskId> failed = failed();
        var done = new AtomicInteger();
        all(
                failed,
                id -> {
                    trying(id.value(), () -> tasks.find(id).ifPresent(this::retry));
                    progress.accept(
                            done.incrementAndGet() + " of " + failed.size() + " tasks looked at");
                },
                threads);
    }

    /** The list is by time of creation; a task may fail long after. */
    private List<TaskId> failed() {
        var lists = new TaskLists(deployment.dynamo(), deployment.table(), deployment.shards());
        var failed = new ArrayList<TaskId>();
        Optional<String> after = Optional.empty();
        int read = 0;
        do {
            var page = lists.list(failedTasks(after));
            page.entries().stream()
                    .filter(entry -> isRecent(entry.completedAt()))
                    .forEach(entry -> failed.add(entry.id()));
            read += page.entries().size();
            progress.accept(read + " failed tasks listed");
            after = page.next();
        } while (after.isPresent());
        return failed;
    }

    private static TaskLists.Query failedTasks(Optional<String> after) {
        return new TaskLists.Query(
                Optional.empty(),
                Set.of(TaskStatus.FAILED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PAGE,
                after);
    }

    private boolean isRecent(Optional<Instant> failedAt) {
        return failedAt.filter(at -> !at.isBefore(wish.since())).isPresent();
    }

    /** Answers whether the task is one to retry. */
    private boolean retry(Task task) {
        var current = task;
        while (WantOfWorker.failed(current) && isRecent(current.completedAt())) {
            if (wish.dryRun()) {
                redriven.add(Fate.RETRIED, task.id().value(), "");
                return true;
            }
            var times = new Task.Times(clock.instant(), deployment.startDeadline());
            switch (tasks.replace(current, current.retried("operator", "", times))) {
                case Written.Overtaken(var moved) -> current = moved;
                case Written.Done(var again) -> {
                    redriven.add(Fate.RETRIED, task.id().value(), sent(again));
                    return true;
                }
            }
        }
        return false;
    }

    private String sent(Task task) {
        try {
            queue.send(task);
            return "";
        } catch (SdkException cannot) {
            return "sweep sends it within two minutes: " + Failures.said(cannot);
        }
    }

    /** What does not work for one does not keep the others waiting. */
    private void trying(String what, Runnable step) {
        try {
            step.run();
        } catch (SdkException cannot) {
            redriven.add(Fate.NOT_REDRIVEN, what, Failures.said(cannot));
        }
    }

    private static <T> void all(List<T> each, Consumer<T> step, ExecutorService threads) {
        try {
            var running = new ArrayList<Future<?>>();
            each.forEach(one -> running.add(threads.submit(() -> step.accept(one))));
            for (var future : running) {
                future.get();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
