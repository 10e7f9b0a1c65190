package io.quizsmith.dynamo;

import io.quizsmith.task.TaskId;

/**
 * Over how many keys writes are spread that would all go to one: those of the tasks of a status,
 * and those of the endings of a minute. The number may be raised at any time, and never lowered:
 * readers ask every key below it, and items lie under all that there ever were.
 *
 * @param count of keys for each status, 1 to 64
 */
public record Shards(int count) {

    private static final int MOST = 64;

    public Shards {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("not a number of shards from 1 to 64: " + count);
        }
    }

    /** Under which of its status's keys the task lies. */
    public int of(TaskId task) {
        return spread(task, count);
    }

    /**
     * Half as many: a task that ends is one write to the endings of its minute, and two have been
     * to the keys of the queued ones.
     */
    public int endings() {
        return (count + 1) / 2;
    }

    /** Under which of its minute's keys an ending of the task lies. */
    public int ofEnding(TaskId task) {
        return spread(task, endings());
    }

    /** Mixed, for the low bits of a text's hash are uneven over digits: docs/scale.md. */
    private static int spread(TaskId task, int keys) {
        return Math.floorMod((task.value().hashCode() * 0x9E3779B9) >>> 16, keys);
    }
}
