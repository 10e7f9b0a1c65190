package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.Quality;
import io.quizsmith.question.Question;
import io.quizsmith.question.Quiz;
import io.quizsmith.question.quality.InspectQuiz.Purpose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What has come to light of a delivery so far. */
final class Findings {

    /** A quiz with fewer questions says nothing about itself. */
    private static final int ENOUGH_QUESTIONS = 5;

    /** A delivery may hold any number of bad questions; more of each kind are not named. */
    private static final int MOST_NAMED = 50;

    private final Switches switches;
    private final Purpose purpose;
    private final Recent recent;
    private final List<Likeness> earlier = new ArrayList<>();
    private final List<Question> accepted = new ArrayList<>();
    private final List<Quality.Rejected> rejected = new ArrayList<>();
    private final List<Quality.Rejected> wouldReject = new ArrayList<>();
    private int bad;

    Findings(Switches switches, Purpose purpose) {
        this.switches = switches;
        this.purpose = purpose;
        this.recent = purpose.recent().without(purpose.task());
    }

    void compare(Likeness question, Set<Flaw> flaws) {
        for (var each : earlier) {
            if (question.isNearly(each)) {
                flaws.add(Flaw.NEAR_DUP_QUIZ);
                break;
            }
        }
        if (recent.holds(question)) {
            flaws.add(Flaw.NEAR_DUP_HISTORY);
        }
    }

    void reject(Set<Flaw> flaws, int place) {
        name(rejected, place, flaws);
    }

    void accept(Question question, Likeness likeness, int place) {
        accepted.add(question);
        earlier.add(likeness);
        if (Flaw.areTooMany(question.flags())) {
            bad++;
            name(wouldReject, place, question.flags());
        }
    }

    private static void name(List<Quality.Rejected> named, int place, Set<Flaw> flaws) {
        if (named.size() < MOST_NAMED) {
            named.add(new Quality.Rejected(place, flaws));
        }
    }

    Inspected all(Quiz quiz) {
        var questions =
                switches.keys() == Mode.ENFORCE
                        ? KeyPositions.balanced(accepted, purpose.task())
                        : accepted;
        quiz.rejections().named().stream()
                .limit(MOST_NAMED)
                .map(each -> new Quality.Rejected(each.index(), Set.of(Flaw.STRUCTURE)))
                .forEach(rejected::add);
        rejected.sort((one, other) -> Integer.compare(one.index(), other.index()));
        int flagged = 0;
        for (var question : questions) {
            flagged += counts(question.flags()) ? 1 : 0;
        }
        var quality =
                new Quality(
                        purpose.requested(),
                        quiz.received(),
                        questions.size(),
                        flagged,
                        rejected,
                        wouldReject,
                        flawsOf(questions),
                        score(questions.size() - flagged, flagged - bad, quiz));
        return new Inspected(questions, likenesses(questions), quality);
    }

    /** As {@link Likeness#ofAll} would have it: what is as it came has been looked at. */
    private List<Likeness> likenesses(List<Question> questions) {
        return switches.items() == Mode.ENFORCE || switches.keys() == Mode.ENFORCE
                ? Likeness.ofAll(questions)
                : earlier;
    }

    private Set<Flaw> flawsOf(List<Question> questions) {
        var flaws = EnumSet.noneOf(Flaw.class);
        if (questions.size() >= ENOUGH_QUESTIONS) {
            int[] keys = new int[Question.LETTERS.size()];
            int longest = 0;
            for (var question : questions) {
                keys[question.keyPlace()]++;
                longest += OptionRules.isKeyLongest(question) ? 1 : 0;
            }
            int most = Arrays.stream(keys).max().orElseThrow();
            if (Chance.isRareForAnyLetter(most, questions.size())) {
                flaws.add(Flaw.POS_BALANCE);
            }
            if (Chance.isRare(longest, questions.size())) {
                flaws.add(Flaw.LONGEST_RATE);
            }
        }
        flaws.removeIf(flaw -> !switches.tell(flaw));
        return flaws;
    }

    private static boolean counts(Collection<Flaw> flaws) {
        for (var flaw : flaws) {
            if (flaw.counts()) {
                return true;
            }
        }
        return false;
    }

    private static int score(int clean, int doubtful, Quiz quiz) {
        return Math.round((100f * clean + 50f * doubtful) / quiz.received());
    }
}
