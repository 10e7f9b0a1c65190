package io.quizsmith.bench;

/** What is being done now: in place on a terminal, a line now and then elsewhere. */
final class Status {

    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final boolean terminal = Boolean.getBoolean("quizsmith.terminal");
    private long last = System.nanoTime() - PAUSE_NANOS;

    void say(String text) {
        long now = System.nanoTime();
        if (terminal) {
            System.err.print("\r\033[K" + text);
        } else if (now - last >= PAUSE_NANOS) {
            last = now;
            System.err.println(text);
        }
    }

    void end() {
        if (terminal) {
            System.err.print("\r\033[K");
        }
    }
}
