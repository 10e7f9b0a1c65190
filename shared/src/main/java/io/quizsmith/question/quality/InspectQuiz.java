package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;

import java.util.EnumSet;
import java.util.HashMap;
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
        var normal = quiz.questions().stream().map(Normal::of).toList();
        var shared = sharedExplanations(normal);
        for (int i = 0; i < normal.size(); i++) {
            var question =
                    switches.items() == Mode.ENFORCE ? normal.get(i) : quiz.questions().get(i);
            var flaws = EnumSet.noneOf(Flaw.class);
            check(normal.get(i), question, flaws);
            if (shared.contains(TextRules.explanationKey(normal.get(i)))) {
                flaws.add(Flaw.EXPL_DUP);
            }
            var likeness = Likeness.of(normal.get(i));
            found.compare(likeness, flaws);
            flaws.removeIf(flaw -> !switches.tell(flaw));
            if (Flaw.areTooMany(flaws.stream().filter(switches::enforce).toList())) {
                found.reject(flaws, quiz.places().get(i));
            } else {
                found.accept(question.with(flaws), likeness, quiz.places().get(i));
            }
        }
        return found.all(quiz);
    }

    private static void check(Question normal, Question asStored, Set<Flaw> flaws) {
        OptionRules.check(normal, flaws);
        OptionRules.checkLabels(asStored, flaws);
        StemRules.check(normal, flaws);
        ClueRules.check(normal, flaws);
        TextRules.check(normal, flaws);
        if (Letters.areNamed(normal.explanation())) {
            flaws.add(Flaw.EXPL_LETTER);
        }
    }

    private static Set<String> sharedExplanations(List<Question> questions) {
        Map<String, Integer> count = new HashMap<>();
        questions.stream()
                .filter(question -> !question.explanation().isBlank())
                .map(TextRules::explanationKey)
                .forEach(key -> count.merge(key, 1, Integer::sum));
        count.values().removeIf(times -> times < 2);
        return count.keySet();
    }
}
