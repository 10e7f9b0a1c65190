package io.quizsmith.local.crash;

import static io.quizsmith.local.crash.Act.*;

import io.quizsmith.task.TaskStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What clients and the worker do in a run, and how it must end whatever breaks meanwhile. */
final class Story {

    /**
     * A task that a client asks for.
     *
     * @param user its id
     * @param key whether the client sends an idempotency key
     * @param acts what the worker does when it is given the task: the first time, the second time,
     *     and so on; the last one from then on
     * @param end how the task must end
     */
    record Wish(long user, boolean key, List<Act> acts, TaskStatus end) {}

    /**
     * Something that happens a while after the last task was accepted; before the first if
     * negative.
     */
    record Event(int second, What what) {}

    enum What {
        CANCEL,
        RETRY,
        JUNK_MESSAGE,
        WORKER_DOWN,
        WORKER_UP
    }

    private final String name;
    private final List<Wish> wishes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private int capacity = Integer.MAX_VALUE;
    private Map<String, String> parameters = Map.of();

    private Story(String name) {
        this.name = name;
    }

    static List<Story> all() {
        return List.of(
                story("plain").completes(TAKE),
                story("with a key").completesKeyed(TAKE),
                story("the worker's own id").completes(OWN_ID),
                story("early").completes(EARLY),
                story("early, the worker's own id").completes(EARLY_OWN_ID),
                story("at once").completes(SYNC),
                story("twice").completes(TWICE),
                story("partial").completes(PARTIAL),
                story("partial, then the rest")
                        .with(Map.of("TopUpRounds", "2"))
                        .completes(PARTIAL, TAKE)
                        .completes(PARTIAL, SILENT),
                story("lost on the way").completes(LOST),
                story("silent, then well").completes(SILENT, TAKE),
                story("forgotten, then well").completes(FORGETS, TAKE),
                story("late").completes(LATE, TAKE),
                story("failure, then well").completes(FAILS, TAKE),
                story("failure by its own id, then well").completes(FAILS_OWN_ID, OWN_ID),
                story("no use, then well").completes(JUNK, TAKE),
                story("always silent").fails(SILENT),
                story("always a failure").fails(FAILS),
                story("always of no use").fails(JUNK),
                story("refused").fails(REFUSES),
                story("our token is wrong").fails(UNAUTHORIZED),
                story("poison").fails(BROKEN),
                story("broken, then well").completes(BROKEN, RESET, TAKE),
                story("busy, then well").completes(BUSY, BUSY, TAKE),
                story("one at a time").atOnce(1).completes(TAKE).completes(TAKE).completes(TAKE),
                story("one place")
                        .with(Map.of("WorkerMaxInFlight", "1"))
                        .completes(TAKE)
                        .completes(LOST)
                        .completes(TAKE),
                story("quotas")
                        .with(Map.of("MaxPendingPerUser", "1", "MaxTasksPerDay", "4"))
                        .at(30, What.CANCEL)
                        .at(90, What.RETRY)
                        .completesKeyed(TAKE)
                        .completesKeyed(TAKE)
                        .completesKeyed(TAKE),
                story("down for a while")
                        .at(-1, What.WORKER_DOWN)
                        .at(100, What.WORKER_UP)
                        .completes(TAKE)
                        .completes(TAKE),
                story("down for good").at(-1, What.WORKER_DOWN).fails(TAKE).fails(TAKE),
                story("cancelled").at(30, What.CANCEL).cancelled(TAKE),
                story("cancelled and retried")
                        .at(30, What.CANCEL)
                        .at(90, What.RETRY)
                        .completes(TAKE),
                story("a message that is no task").at(0, What.JUNK_MESSAGE).completes(TAKE));
    }

    String name() {
        return name;
    }

    List<Wish> wishes() {
        return wishes;
    }

    List<Event> events() {
        return events;
    }

    /** How many tasks the worker takes at a time. */
    int capacity() {
        return capacity;
    }

    /** Of the template. */
    Map<String, String> parameters() {
        return parameters;
    }

    boolean has(What what) {
        return events.stream().anyMatch(event -> event.what() == what);
    }

    private static Story story(String name) {
        return new Story(name);
    }

    private Story completes(Act... acts) {
        return wish(false, TaskStatus.COMPLETED, acts);
    }

    private Story completesKeyed(Act... acts) {
        return wish(true, TaskStatus.COMPLETED, acts);
    }

    private Story fails(Act... acts) {
        return wish(false, TaskStatus.FAILED, acts);
    }

    private Story cancelled(Act... acts) {
        return wish(false, TaskStatus.CANCELLED, acts);
    }

    private Story wish(boolean key, TaskStatus end, Act... acts) {
        wishes.add(new Wish(1 + wishes.size() % 2, key, List.of(acts), end));
        return this;
    }

    private Story atOnce(int tasks) {
        capacity = tasks;
        return this;
    }

    private Story with(Map<String, String> values) {
        parameters = values;
        return this;
    }

    private Story at(int second, What what) {
        events.add(new Event(second, what));
        return this;
    }
}
