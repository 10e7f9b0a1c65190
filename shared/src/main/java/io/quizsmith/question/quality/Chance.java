package io.quizsmith.question.quality;

/** How often something of one in four happens in a quiz by chance. */
final class Chance {

    private static final double RARE = 0.01;
    private static final double ONE_IN = 0.25;

    private Chance() {}

    /** Whether one letter is right {@code times} in fewer than 1 % of quizzes without a bias. */
    static boolean isRareForAnyLetter(int times, int questions) {
        return 4 * atLeast(times, questions) < RARE;
    }

    static boolean isRare(int times, int questions) {
        return atLeast(times, questions) < RARE;
    }

    /** Of the binomial distribution, the tail. */
    private static double atLeast(int times, int questions) {
        double logOdds = Math.log(ONE_IN / (1 - ONE_IN));
        double logTerm = questions * Math.log(1 - ONE_IN);
        double tail = 0;
        for (int i = 0; i <= questions; i++) {
            if (i >= times) {
                tail += Math.exp(logTerm);
            }
            logTerm += logOdds + Math.log((double) (questions - i) / (i + 1));
        }
        return tail;
    }
}
