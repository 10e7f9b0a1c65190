package io.quizsmith.local;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of each task and message. May be told from several threads. */
final class Redriven {

    /** What can become of one. */
    enum Fate {
        SENT_BACK("queued tasks sent back to the task queue"),
        RETRIED("failed tasks retried"),
        NEEDLESS("messages deleted, their task needs none"),
        JUNK_LEFT("messages that are no task id, left"),
        JUNK_DROPPED("messages that are no task id, deleted"),
        NOT_REDRIVEN("not redriven");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Map<Fate, Map<String, String>> all = new EnumMap<>(Fate.class);

    Redriven() {
        for (var fate : Fate.values()) {
            all.put(fate, new TreeMap<>());
        }
    }

    /**
     * Remembers one.
     *
     * @param what the id of a task or message, or another thing's name
     * @param note more of it, {@code ""} where there is nothing to say
     */
    synchronized void add(Fate fate, String what, String note) {
        all.get(fate).put(what, note);
    }

    /** Those with this fate, and the note on each. */
    synchronized Map<String, String> of(Fate fate) {
        return new TreeMap<>(all.get(fate));
    }

    synchronized int count(Fate fate) {
        return all.get(fate).size();
    }
}
