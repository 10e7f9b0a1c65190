package io.quizsmith.input;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the fields of a JSON object and collects everything that is wrong with them. A text that is
 * null or empty counts as absent. A field that is wrong is read as if it were absent.
 */
public final class Fields {

    private final Map<String, ?> json;
    private final List<Violation> violations = new ArrayList<>();

    public Fields(Map<String, ?> json) {
        this.json = json;
    }

    /** Everything found wrong so far, in the order of reading. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public void reject(String field, String message) {
        violations.add(new Violation(field, message));
    }

    /** Whether nothing wrong has been found with the field so far. */
    public boolean accepts(String field) {
        return violations.stream().noneMatch(violation -> violation.field().equals(field));
    }

    /** The text of the field, {@code ""} where it is absent. */
    public String text(String field, int maxLength) {
        return switch (json.get(field)) {
            case null -> "";
            case String text -> checked(field, text, maxLength);
            default -> {
                reject(field, "must be a string");
                yield "";
            }
        };
    }

    /** The first of the fields that is not absent: a name and its aliases. All are checked. */
    public String firstText(int maxLength, String field, String alias) {
        String text = text(field, maxLength);
        String aliasText = text(alias, maxLength);
        return text.isEmpty() ? aliasText : text;
    }

    /** The strings of an array, none where it is absent. */
    public List<String> texts(String field, int maxCount, int maxLength) {
        if (json.get(field) == null || "".equals(json.get(field))) {
            return List.of();
        }
        if (!(json.get(field) instanceof List<?> items)) {
            reject(field, "must be an array of strings");
            return List.of();
        }
        if (items.size() > maxCount) {
            reject(field, "must have at most " + maxCount + " items");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                reject(field, "must be an array of strings");
                return List.of();
            }
            if (checked(field, text, maxLength).isEmpty() && !text.isEmpty()) {
                return List.of();
            }
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** A whole number, or its digits as a string; {@code absent} where the field is not there. */
    public int integer(String field, int min, int max, int absent) {
        if (!json.containsKey(field) || "".equals(json.get(field))) {
            return absent;
        }
        OptionalLong number = wholeNumber(json.get(field));
        if (number.isEmpty() || number.getAsLong() < min || number.getAsLong() > max) {
            reject(field, "must be between " + min + " and " + max);
            return absent;
        }
        return (int) number.getAsLong();
    }

    /** As {@link #integer}, where null means absent too and there is no default. */
    public OptionalInt optionalInteger(String field, int min, int max) {
        if (json.get(field) == null || "".equals(json.get(field))) {
            return OptionalInt.empty();
        }
        int number = integer(field, min, max, Integer.MIN_VALUE);
        return number == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The whole number that a JSON value stands for: 10, 10.0 or "10"; never 10.5, true or " 10".
     */
    public static OptionalLong wholeNumber(Object value) {
        try {
            return switch (value) {
                case Integer number -> OptionalLong.of(number);
                case Long number -> OptionalLong.of(number);
                case BigInteger number -> OptionalLong.of(number.longValueExact());
                case BigDecimal number -> OptionalLong.of(number.longValueExact());
                case Double number when Math.rint(number) == number && Math.abs(number) < 1e15 ->
                        OptionalLong.of(number.longValue());
                case String text when text.matches("-?[0-9]{1,18}") ->
                        OptionalLong.of(Long.parseLong(text));
                case null, default -> OptionalLong.empty();
            };
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private String checked(String field, String text, int maxLength) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            reject(field, "must be at most " + maxLength + " characters");
            return "";
        }
        if (!isUnicode(text)) {
            reject(field, "must be valid Unicode text");
            return "";
        }
        return text;
    }

    /** False where half of a surrogate pair stands alone: such text has no UTF-8 form. */
    public static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
            }
        }
        return true;
    }
}
