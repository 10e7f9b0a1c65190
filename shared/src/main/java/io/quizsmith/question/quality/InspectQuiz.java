package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks a delivery through by rule, without a model: what is beyond repair is left out, what is
 * doubtful is flagged, and keys are spread over the letters. The same delivery for the same task
 * comes out the same, byte for byte.
 */
public final class InspectQuiz {

    private final Switches switches;

    public InspectQuiz(Switches switches) {
        this.switches = switches;
    }

    /**
     * What a delivery is for.
     *
     * @param task names it; seeds the order of the options
     * @param requested how many questions the client asked for
     * @param recent what the user was asked of late
     */
    public record Purpose(String task, int requested, Recent recent) {}

    public Inspected inspect(Quiz quiz, Purpose purpose) {
        var found = new Findings(switches, purpose);
        var items = quiz.questions().stream().map(Normal::of).map(Item::of).toList();
        var shared = sharedExplanations(items);
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var question =
                    switches.items() == Mode.ENFORCE ? item.question() : quiz.questions().get(i);
            var flaws = EnumSet.noneOf(Flaw.class);
            check(item, question, flaws);
            if (!shared.isEmpty() && shared.contains(item.explanation())) {
                flaws.add(Flaw.EXPL_DUP);
            }
            var likeness = Likeness.of(item);
            found.compare(likeness, flaws);
            flaws.removeIf(flaw -> !switches.tell(flaw));
            if (Flaw.areTooMany(enforced(flaws))) {
                found.reject(flaws, quiz.places().get(i));
            } else {
                found.accept(question.with(flaws), likeness, quiz.places().get(i));
            }
        }
        return found.all(quiz);
    }

    private Set<Flaw> enforced(EnumSet<Flaw> flaws) {
        var enforced = EnumSet.copyOf(flaws);
        enforced.removeIf(flaw -> !switches.enforce(flaw));
        return enforced;
    }

    private static void check(Item item, Question asStored, Set<Flaw> flaws) {
        OptionRules.check(item, flaws);
        OptionRules.checkLabels(asStored, flaws);
        StemRules.check(item, flaws);
        ClueRules.check(item, flaws);
        TextRules.check(item, flaws);
        if (Letters.areNamed(item.question().explanation())) {
            flaws.add(Flaw.EXPL_LETTER);
        }
    }

    /** What explanations have in common that are the same is their words. */
    private static Set<List<String>> sharedExplanations(List<Item> items) {
        if (!mayShareExplanations(items)) {
            return Set.of();
        }
        Map<List<String>, Integer> count = new HashMap<>();
        items.stream()
                .filter(item -> !item.question().explanation().isBlank())
                .map(Item::explanation)
                .forEach(words -> count.merge(words, 1, Integer::sum));
        count.values().removeIf(times -> times < 2);
        return count.keySet();
    }

    private static boolean mayShareExplanations(List<Item> items) {
        var hashes = new HashSet<Integer>();
        for (var item : items) {
            if (!item.question().explanation().isBlank() && !hashes.add(item.explanationHash())) {
                return true;
            }
        }
        return false;
    }
}
