package io.quizsmith.local;

import java.util.concurrent.TimeUnit;

/**
 * How far a long run is: in place on a terminal, now and then a line on standard error elsewhere. A
 * short run says nothing.
 */
final class Progress {

    private static final long IN_PLACE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINES = TimeUnit.SECONDS.toNanos(5);

    private final Screen screen;
    private long last = System.nanoTime();

    Progress(Screen screen) {
        this.screen = screen;
    }

    synchronized void say(String text) {
        long now = System.nanoTime();
        if (now - last < (screen.isTerminal() ? IN_PLACE : LINES)) {
            return;
        }
        last = now;
        if (screen.isTerminal()) {
            screen.inPlace(text);
        } else {
            System.err.println(text);
        }
    }

    synchronized void end() {
        if (screen.isTerminal()) {
            screen.inPlace("");
        }
    }
}
