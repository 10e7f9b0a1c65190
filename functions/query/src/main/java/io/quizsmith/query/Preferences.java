package io.quizsmith.query;

/** The header Prefer (RFC 7240): of what a client may wish, how long it would rather wait. */
final class Preferences {

    private static final int MOST_DIGITS = 9;

    private final String header;
    private int next;

    private Preferences(String header) {
        this.header = header;
    }

    /** Whole seconds; 0 where the client says nothing of it, or nothing that can be understood. */
    static int wait(String header) {
        var preferences = new Preferences(header);
        while (preferences.next < header.length()) {
            String preference = preferences.nextPart();
            int equals = preference.indexOf('=');
            String name = equals < 0 ? preference : preference.substring(0, equals);
            if (name.strip().equalsIgnoreCase("wait")) {
                return equals < 0 ? 0 : seconds(preference.substring(equals + 1).strip());
            }
        }
        return 0;
    }

    /** A preference without its parameters; what is quoted separates nothing. */
    private String nextPart() {
        int begin = next;
        int end = -1;
        boolean quoted = false;
        for (; next < header.length(); next++) {
            char letter = header.charAt(next);
            if (quoted && letter == '\\') {
                next++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && letter == ';' && end < 0) {
                end = next;
            } else if (!quoted && letter == ',') {
                break;
            }
        }
        int stop = Math.min(next++, header.length());
        return header.substring(begin, end < 0 ? stop : end);
    }

    private static int seconds(String digits) {
        boolean wellFormed =
                !digits.isEmpty() && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        if (!wellFormed) {
            return 0;
        }
        return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
