package io.quizsmith.practice;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a learner has answered so far, by skill. */
public record Skills(Map<Skill, Tally> tallies) {

    /** So few answers say nothing yet. */
    private static final int ENOUGH = 5;

    private static final double WEAK = 0.6;
    private static final int MOST_WEAK = 3;

    public Skills {
        tallies = Map.copyOf(tallies);
    }

    /** Answers, and how many of them were right. */
    public record Tally(int right, int answered) {

        /** Of the answers that were right, in hundredths. */
        public double share() {
            return answered == 0 ? 0 : Math.round(100.0 * right / answered) / 100.0;
        }

        private Tally plus(Tally more) {
            return new Tally(right + more.right, answered + more.answered);
        }
    }

    public Skills plus(Skills more) {
        var all = new HashMap<>(tallies);
        more.tallies.forEach((skill, tally) -> all.merge(skill, tally, Tally::plus));
        return new Skills(all);
    }

    /** By type, then by difficulty. */
    public List<Map.Entry<Skill, Tally>> inOrder() {
        return tallies.entrySet().stream()
                .sorted(
                        Comparator.comparing((Map.Entry<Skill, Tally> each) -> each.getKey().type())
                                .thenComparing(each -> each.getKey().difficulty()))
                .toList();
    }

    /** Skills of which less than 60 % of five answers or more were right; the weakest first. */
    public List<String> weak() {
        return tallies.entrySet().stream()
                .filter(each -> !each.getKey().type().equals("other"))
                .filter(each -> each.getValue().answered() >= ENOUGH)
                .filter(each -> each.getValue().share() < WEAK)
                .sorted(
                        Comparator.comparingDouble(
                                        (Map.Entry<Skill, Tally> each) -> each.getValue().share())
                                .thenComparing(each -> each.getKey().words()))
                .limit(MOST_WEAK)
                .map(each -> each.getKey().words())
                .toList();
    }
}
