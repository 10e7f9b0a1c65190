package io.quizsmith.bulk;

/**
 * What came of the tasks of a bulk action.
 *
 * @param succeeded it was done to them
 * @param skipped they had moved on, or were gone
 * @param failed it could not be done: their user's quota is used up
 */
public record Tally(int succeeded, int skipped, int failed) {

    public static final Tally NONE = new Tally(0, 0, 0);

    public int done() {
        return succeeded + skipped + failed;
    }

    public Tally plus(Tally other) {
        return new Tally(
                succeeded + other.succeeded, skipped + other.skipped, failed + other.failed);
    }
}
