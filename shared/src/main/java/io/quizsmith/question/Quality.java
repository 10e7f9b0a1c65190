package io.quizsmith.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What the rules say of a delivery as a whole.
 *
 * @param requested how many questions the client asked for
 * @param received how many came
 * @param accepted how many of them the client gets
 * @param flagged how many of the accepted have a flaw that counts
 * @param rejected what the client does not get: the first that the rules left out, and the first of
 *     the malformed ones
 * @param wouldReject the first of what was accepted because a switch says report, and would not be
 *     by enforce
 * @param flaws of the quiz itself
 * @param score 0 to 100: the mean over what came of 100 for a question without a flaw that counts,
 *     50 for one with a flaw, 0 for one that is or would be rejected
 */
public record Quality(
        int requested,
        int received,
        int accepted,
        int flagged,
        List<Rejected> rejected,
        List<Rejected> wouldReject,
        Set<Flaw> flaws,
        int score) {

    /** The question at {@code index} (from 0) of the delivery, and what is wrong with it. */
    public record Rejected(int index, Set<Flaw> flaws) {
        public Rejected {
            flaws = Flaw.copy(flaws);
        }

        private Rejections.Rejected forWorker() {
            return new Rejections.Rejected(
                    index, flaws.stream().filter(Flaw::counts).map(Flaw::reason).toList());
        }
    }

    public Quality {
        rejected = List.copyOf(rejected);
        wouldReject = List.copyOf(wouldReject);
        flaws = Flaw.copy(flaws);
    }

    /** How many the rules left out, beside those that were malformed. */
    public int leftOut(Rejections malformed) {
        return received - accepted - malformed.count();
    }

    /** For the worker: the malformed questions, and the first that the rules left out. */
    public Rejections rejections(Rejections malformed) {
        var named = new ArrayList<>(malformed.named());
        rejected.stream()
                .filter(each -> !each.flaws().contains(Flaw.STRUCTURE))
                .map(Rejected::forWorker)
                .forEach(named::add);
        named.sort(Comparator.comparingInt(Rejections.Rejected::index));
        return new Rejections(named, received - accepted);
    }
}
