package io.quizsmith.query;

import java.util.Arrays;

/** The header If-None-Match (RFC 9110, 13.1.2). */
final class EntityTags {

    private EntityTags() {}

    /** Whether the header (null where absent) names the tag: in a list, weakly, or by {@code *}. */
    static boolean match(String header, String tag) {
        return header != null
                && !header.isEmpty()
                && Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                        .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
}
