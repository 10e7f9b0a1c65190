package io.quizsmith.user;

/**
 * How much one user may ask for; 0 is as much as they like.
 *
 * @param pending tasks at a time that have not ended
 * @param perDay tasks asked for in one day, UTC
 */
public record Quotas(int pending, int perDay) {

    public Quotas {
        if (pending < 0 || perDay < 0) {
            throw new IllegalArgumentException("a quota is 0 or more");
        }
    }

    public boolean areSet() {
        return pending > 0 || perDay > 0;
    }
}
