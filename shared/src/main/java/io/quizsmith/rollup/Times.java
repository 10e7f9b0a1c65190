package io.quizsmith.rollup;

/**
 * Times that were taken, in ascending order, of which so many took each; made once and looked at
 * for each status.
 *
 * @param from the first of the arrays that counts
 * @param gone how much of each time has passed already, in milliseconds
 * @param total how many times there are from the first on
 */
record Times(long[] millis, long[] counts, int from, long gone, long total) {

    /** No time at all. */
    static final Times ZERO = new Times(new long[] {0}, new long[] {1}, 0, 0, 1);

    static Times of(Histogram histogram) {
        int size = histogram.counts().size();
        var millis = new long[size];
        var counts = new long[size];
        int next = 0;
        for (var each : histogram.counts().entrySet()) {
            millis[next] = Math.round(Histogram.middle(each.getKey()));
            counts[next++] = each.getValue();
        }
        return new Times(millis, counts, 0, 0, histogram.count());
    }

    /** What was left of those that were not over after so long. */
    Times leftAfter(long elapsed) {
        int first = 0;
        long left = total;
        while (first < millis.length && millis[first] < elapsed) {
            left -= counts[first++];
        }
        return new Times(millis, counts, first, elapsed, left);
    }

    private long time(int index) {
        return millis[index] - gone;
    }

    /**
     * The time that so many of a hundred do not exceed who take first a time of this, and then one
     * of the other. Neither may be empty. Of a few, one more is taken than that, as the next task
     * is one of them: of 20, the 19th is what nine of ten do not exceed.
     */
    long percentileOfSum(Times other, int percent) {
        double pairs = (double) total * other.total;
        long fewest = total == 1 ? other.total : Math.min(total, other.total);
        double rank = Math.min(pairs, Math.ceil(pairs * percent / 100 * (fewest + 1) / fewest));
        long low = 0;
        long high = time(millis.length - 1) + other.time(other.millis.length - 1);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (pairsUpTo(middle, other) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How many of all pairs take no longer together. */
    private double pairsUpTo(long sum, Times other) {
        double pairs = 0;
        long below = other.total;
        int last = other.millis.length - 1;
        for (int i = from; i < millis.length; i++) {
            while (last >= other.from && time(i) + other.time(last) > sum) {
                below -= other.counts[last--];
            }
            pairs += (double) counts[i] * below;
        }
        return pairs;
    }
}
