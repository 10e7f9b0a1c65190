package io.quizsmith.question.quality;

import io.quizsmith.question.Question;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The questions that a user was asked of late, as far as it takes to know them again: a few bytes
 * each, the newest last. Of a task there is one set, however often it is remembered.
 */
public final class Recent {

    /** With its keys, the item is read for one unit of capacity. */
    public static final int MOST_BYTES = 3900;

    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = Integer.BYTES + Integer.BYTES + Character.BYTES + 1;

    public static final Recent NONE = new Recent(List.of());

    private record Asked(int task, Likeness question) {
        int bytes() {
            return FIXED_BYTES + Character.BYTES * question.words().length;
        }
    }

    private final List<Asked> asked;

    private Recent(List<Asked> asked) {
        this.asked = List.copyOf(asked);
    }

    /** What was remembered, by {@link #bytes}; nothing where another version of it wrote them. */
    public static Recent of(byte[] bytes) {
        var asked = new ArrayList<Asked>();
        var buffer = ByteBuffer.wrap(bytes);
        if (!buffer.hasRemaining() || buffer.get() != VERSION) {
            return NONE;
        }
        while (buffer.remaining() >= FIXED_BYTES) {
            int task = buffer.getInt();
            int stem = buffer.getInt();
            char key = buffer.getChar();
            char[] words = new char[buffer.get()];
            for (int i = 0; i < words.length; i++) {
                words[i] = buffer.getChar();
            }
            asked.add(new Asked(task, new Likeness(stem, key, words)));
        }
        return new Recent(asked);
    }

    /** At most {@link #MOST_BYTES}. */
    public byte[] bytes() {
        var buffer = ByteBuffer.allocate(1 + asked.stream().mapToInt(Asked::bytes).sum());
        buffer.put(VERSION);
        for (var each : asked) {
            buffer.putInt(each.task()).putInt(each.question().stem());
            buffer.putChar(each.question().key()).put((byte) each.question().words().length);
            for (char word : each.question().words()) {
                buffer.putChar(word);
            }
        }
        return buffer.array();
    }

    /** With the questions of that task, in place of what was remembered of it before. */
    public Recent with(String task, Inspected inspected) {
        return holding(task, inspected.likenesses());
    }

    Recent with(String task, List<Question> questions) {
        return holding(task, Likeness.ofAll(questions));
    }

    private Recent holding(String task, List<Likeness> questions) {
        var all = new ArrayList<>(without(task).asked);
        for (var question : questions) {
            all.add(new Asked(task.hashCode(), question));
        }
        int bytes = 1;
        int from = all.size();
        while (from > 0 && bytes + all.get(from - 1).bytes() <= MOST_BYTES) {
            from--;
            bytes += all.get(from).bytes();
        }
        return new Recent(all.subList(from, all.size()));
    }

    /** What other tasks asked. */
    Recent without(String task) {
        return new Recent(asked.stream().filter(each -> each.task() != task.hashCode()).toList());
    }

    boolean holds(Likeness question) {
        for (var each : asked) {
            if (each.question().isNearly(question)) {
                return true;
            }
        }
        return false;
    }
}
