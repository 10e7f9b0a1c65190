package io.quizsmith.local;

import io.quizsmith.local.ChaosPlan.Part;
import io.quizsmith.local.ChaosPlan.Share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the tasks of a chaos run, and whether every promise was kept. */
final class ChaosVerdict {

    /**
     * A task at the end, as its client sees it.
     *
     * @param error its message with the numbers left out
     * @param questions how many the client is given
     */
    record End(String status, int promised, int questions, String error) {}

    private final Map<Part, String> accepted;
    private final Map<String, End> ends;
    private final int messages;
    private final int refused;
    private final int expected;

    /**
     * @param expected how many tasks clients asked for
     * @param accepted the ids that they were given
     * @param ends every task that there is
     * @param messages left on the queue and among the dead letters
     * @param refused callbacks with a right token that were answered 401
     */
    ChaosVerdict(
            int expected,
            Map<Part, String> accepted,
            Map<String, End> ends,
            int messages,
            int refused) {
        this.expected = expected;
        this.accepted = accepted;
        this.ends = ends;
        this.messages = messages;
        this.refused = refused;
    }

    boolean isKept() {
        return accepted.size() == expected
                && lost().isEmpty()
                && stuck().isEmpty()
                && doubled().isEmpty()
                && harmed().isEmpty()
                && messages == 0
                && refused == 0;
    }

    /** Promised, and not there; or completed without its questions. */
    List<String> lost() {
        return accepted.values().stream()
                .filter(id -> !ends.containsKey(id) || isWithoutQuestions(ends.get(id)))
                .toList();
    }

    private static boolean isWithoutQuestions(End end) {
        return end.status.equals("completed")
                && (end.questions == 0 || end.questions < end.promised);
    }

    List<String> stuck() {
        return with(end -> List.of("queued", "processing").contains(end.status));
    }

    /** Saved twice, or made twice for one key. */
    List<String> doubled() {
        var doubled = new ArrayList<>(with(end -> end.questions > end.promised));
        ends.keySet().stream().filter(id -> !accepted.containsValue(id)).forEach(doubled::add);
        return doubled;
    }

    /** Nothing was wrong with these that could not be made good, and yet they failed. */
    List<String> harmed() {
        return accepted.entrySet().stream()
                .filter(each -> each.getKey().share().completes())
                .filter(each -> ends.containsKey(each.getValue()))
                .filter(each -> ends.get(each.getValue()).status.equals("failed"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private interface Condition {
        boolean holds(End end);
    }

    private List<String> with(Condition condition) {
        return ends.entrySet().stream()
                .filter(each -> condition.holds(each.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void print(Screen screen) {
        screen.line("");
        screen.line(
                screen.bold(
                        "%-36s%8s%11s%8s%11s"
                                .formatted(
                                        "the worker's part",
                                        "tasks",
                                        "completed",
                                        "failed",
                                        "cancelled")));
        for (var share : ChaosPlan.SHARES) {
            var counts = counts(share);
            screen.line(
                    "%-36s%8d%11d%8d%11d"
                            .formatted(
                                    share.what(),
                                    counts.values().stream().mapToInt(Integer::intValue).sum(),
                                    counts.getOrDefault("completed", 0),
                                    counts.getOrDefault("failed", 0),
                                    counts.getOrDefault("cancelled", 0)));
        }
        screen.line("");
        row(screen, "accepted", accepted.size());
        row(screen, "completed", with(end -> end.status.equals("completed")).size());
        row(
                screen,
                "cancelled by their clients",
                with(end -> end.status.equals("cancelled")).size());
        row(screen, "failed", with(end -> end.status.equals("failed")).size());
        reasons().forEach((reason, count) -> row(screen, "  " + reason, count));
        row(screen, "never accepted", expected - accepted.size());
        row(screen, "lost", lost());
        row(screen, "stuck", stuck());
        row(screen, "doubled", doubled());
        row(screen, "failed although they need not", harmed());
        row(screen, "callbacks refused although their token was right", refused);
        row(screen, "messages left on the queues", messages);
    }

    private Map<String, Integer> counts(Share share) {
        var counts = new HashMap<String, Integer>();
        accepted.forEach(
                (part, id) -> {
                    if (part.share().equals(share)) {
                        String status = ends.containsKey(id) ? ends.get(id).status : "lost";
                        counts.merge(status, 1, Integer::sum);
                    }
                });
        return counts;
    }

    private Map<String, Integer> reasons() {
        var reasons = new TreeMap<String, Integer>();
        ends.values().stream()
                .filter(end -> end.status.equals("failed"))
                .forEach(end -> reasons.merge(end.error, 1, Integer::sum));
        return reasons;
    }

    private static void row(Screen screen, String what, int count) {
        screen.line("%-72s%8d".formatted(what, count));
    }

    /** With the tasks, where there are any: somebody must look at them. */
    private static void row(Screen screen, String what, List<String> ids) {
        row(screen, what, ids.size());
        ids.stream().limit(10).forEach(id -> screen.line("  " + id));
    }
}
