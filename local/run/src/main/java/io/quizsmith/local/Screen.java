package io.quizsmith.local;

import java.io.PrintStream;

/** Where a person reads: in place and in colour on a terminal, plain lines elsewhere. */
final class Screen {

    static final int WIDTH = 88;

    private final PrintStream out;
    private final boolean terminal;
    private boolean begun;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The script says whether it is one: {@code NO_COLOR} and pipes make it plain. */
    static Screen ofTerminal() {
        return new Screen(System.out, Boolean.getBoolean("quizsmith.terminal"));
    }

    void line(String text) {
        out.println(text);
    }

    /** A line that stands for a state; on a terminal its time runs on in place. */
    void progress(boolean sameState, String state, String elapsed) {
        if (terminal) {
            out.print(
                    (sameState ? "\r" : "")
                            + newLine(sameState)
                            + "%-12s%s".formatted(state, elapsed));
            out.flush();
        } else if (!sameState) {
            out.println("%-12s%s".formatted(state, elapsed));
        }
        begun = true;
    }

    private String newLine(boolean sameState) {
        return !sameState && begun ? "\n" : "";
    }

    void endProgress() {
        if (terminal) {
            out.println();
        }
    }

    boolean isTerminal() {
        return terminal;
    }

    /** On a terminal only: takes the place of what was said so before. */
    void inPlace(String text) {
        out.print("\r\033[K" + text);
        out.flush();
    }

    String bold(String text) {
        return terminal ? "\033[1m" + text + "\033[0m" : text;
    }
}
