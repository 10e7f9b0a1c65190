package io.quizsmith.query;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page of the bank begins.
 *
 * @param after the quiz before; empty for the first
 * @param number the first question of the quiz that follows
 */
record BankCursor(Optional<String> after, int number) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]*)\\.([1-9][0-9]{0,2})");

    String text() {
        return after.map(Cursor::of).orElse("") + "." + number;
    }

    /** Empty where the text is no cursor of ours. */
    static Optional<BankCursor> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(form.group(2));
        return form.group(1).isEmpty()
                ? Optional.of(new BankCursor(Optional.empty(), number))
                : Cursor.parse(form.group(1))
                        .map(after -> new BankCursor(Optional.of(after), number));
    }
}
