package io.quizsmith.sampleworker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest two thousand of something, oldest first. */
final class Recent<T> {

    private static final int MOST = 2_000;

    private final Deque<T> things = new ArrayDeque<>();

    synchronized void add(T thing) {
        if (things.size() == MOST) {
            things.removeFirst();
        }
        things.addLast(thing);
    }

    synchronized List<T> all() {
        return List.copyOf(things);
    }
}
