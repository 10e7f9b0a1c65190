package io.quizsmith.question.quality;

import io.quizsmith.question.Flaw;
import io.quizsmith.question.RuleSet;

/** Which sets of rules are on. */
public record Switches(Mode items, Mode keys, Mode duplicates) {

    /** All alike. */
    public static Switches all(Mode mode) {
        return new Switches(mode, mode, mode);
    }

    Mode of(RuleSet set) {
        return switch (set) {
            case STRUCTURE -> Mode.ENFORCE;
            case ITEMS -> items;
            case KEYS -> keys;
            case DUPLICATES -> duplicates;
        };
    }

    boolean tell(Flaw flaw) {
        return of(flaw.set()) != Mode.OFF;
    }

    boolean enforce(Flaw flaw) {
        return of(flaw.set()) == Mode.ENFORCE;
    }
}
