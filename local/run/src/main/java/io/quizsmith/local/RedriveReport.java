package io.quizsmith.local;

import io.quizsmith.local.Redriven.Fate;

import java.util.Arrays;
import java.util.List;

/** What a redrive came to, for a person. */
final class RedriveReport {

    /** So many of a kind are shown one by one without being asked. */
    private static final int FEW = 10;

    private final Screen screen;
    private final RedriveTasks.Wish wish;
    private final boolean verbose;

    RedriveReport(Screen screen, RedriveTasks.Wish wish, boolean verbose) {
        this.screen = screen;
        this.wish = wish;
        this.verbose = verbose;
    }

    void print(Redriven redriven) {
        screen.line("");
        if (wish.dryRun()) {
            screen.line(screen.bold("Dry run: nothing has changed. What would be:"));
        }
        var fates = fates();
        int width = fates.stream().mapToInt(fate -> fate.words().length()).max().orElseThrow();
        for (var fate : fates) {
            String padding = " ".repeat(width - fate.words().length());
            screen.line(fate.words() + padding + "%8d".formatted(redriven.count(fate)));
        }
        fates.forEach(fate -> printEach(fate, redriven));
        if (redriven.count(Fate.JUNK_LEFT) > 0) {
            screen.line("");
            screen.line(
                    "Find out who else sends to the queue. --drop-junk deletes what is no task id.");
        }
    }

    /** The rows: one for junk, that says what became of it. */
    private List<Fate> fates() {
        var other = wish.dropJunk() ? Fate.JUNK_LEFT : Fate.JUNK_DROPPED;
        return Arrays.stream(Fate.values()).filter(fate -> fate != other).toList();
    }

    private void printEach(Fate fate, Redriven redriven) {
        var each = redriven.of(fate);
        if (each.isEmpty()) {
            return;
        }
        screen.line("");
        boolean few = verbose || each.size() <= FEW;
        screen.line(
                screen.bold(fate.words())
                        + (few ? "" : ": the first " + FEW + ", --verbose lists all"));
        each.entrySet().stream()
                .limit(few ? each.size() : FEW)
                .forEach(
                        entry -> {
                            String line = "  " + entry.getKey() + "  " + entry.getValue();
                            screen.line(line.stripTrailing());
                        });
    }
}
