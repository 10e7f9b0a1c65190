package io.quizsmith.local.fuzz;

import io.quizsmith.json.Json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid JSON made strange: other types, other sizes, doubled keys, broken bytes. */
final class Mutation {

    private static final List<String> LITERALS =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-0",
                    "-1",
                    "1.5",
                    "1e400",
                    "-1e-400",
                    "1E999999999",
                    "9223372036854775807",
                    "9223372036854775808",
                    "123456789012345678901234567890",
                    "01",
                    "+1",
                    "NaN",
                    "Infinity",
                    "0x10",
                    "\"\"",
                    "\" \"",
                    "\"1\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udfff\\ud800\"",
                    "\"\\x\"",
                    "\"unfinished",
                    "\"\u202e\u200b<|im_start|>\"",
                    "\"../../etc/passwd\"",
                    "\"' OR 1=1 --\"",
                    "\"${jndi:ldap://127.0.0.1/x}\"",
                    "[]",
                    "{}",
                    "[[[]]]",
                    "{\"__proto__\":{}}",
                    "[null,1,\"a\",{},[]]",
                    "undefined",
                    "'a'",
                    "");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** The object as text, or something like it. */
    byte[] of(Map<String, Object> valid) {
        var fields = new LinkedHashMap<String, Object>(valid);
        if (random.nextInt(4) > 0) {
            change(fields);
        }
        String text =
                !fields.isEmpty() && random.nextInt(3) == 0 ? strange(fields) : Json.write(fields);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? broken(bytes) : bytes;
    }

    private void change(Map<String, Object> fields) {
        for (String name : List.copyOf(fields.keySet())) {
            if (random.nextInt(4) == 0) {
                fields.put(name, value(fields.get(name), 0));
            } else if (random.nextInt(12) == 0) {
                fields.remove(name);
            } else if (random.nextInt(12) == 0) {
                fields.put(text(20), fields.get(name));
            }
        }
    }

    private Object value(Object before, int depth) {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> random.nextGaussian() * 1e20;
            case 5 -> text(40);
            case 6 -> text(5000);
            case 7 -> String.valueOf(before);
            case 8 -> depth < 4 ? List.of(nonNull(value(before, depth + 1))) : List.of();
            case 9 -> depth < 4 ? Map.of(text(5), nonNull(value(before, depth + 1))) : Map.of();
            case 10 -> nested();
            case 11 -> many(before);
            case 12 -> Double.MAX_VALUE;
            default -> before instanceof Map<?, ?> map ? changed(map) : "";
        };
    }

    private static Object nonNull(Object value) {
        return value == null ? "null" : value;
    }

    private Map<String, Object> changed(Map<?, ?> map) {
        var fields = new HashMap<String, Object>();
        map.forEach((name, each) -> fields.put(name.toString(), each));
        change(fields);
        return fields;
    }

    private Object nested() {
        Object inner = "deep";
        int depth = random.nextInt(900);
        for (int i = 0; i < depth; i++) {
            inner = List.of(inner);
        }
        return inner;
    }

    private static Object many(Object before) {
        var items = new ArrayList<Object>();
        for (int i = 0; i < 300; i++) {
            items.add(before);
        }
        return items;
    }

    /** Text of any characters, lone surrogates included. */
    private String text(int most) {
        var text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> (char) random.nextInt(0x20);
                        case 1 -> (char) random.nextInt(0x10000);
                        default -> (char) (0x20 + random.nextInt(0x5f));
                    });
        }
        return text.toString();
    }

    /** Not what a writer of JSON writes. */
    private String strange(Map<String, Object> fields) {
        var members = new ArrayList<String>();
        fields.forEach((name, value) -> members.add(Json.write(name) + ":" + Json.write(value)));
        String literal = LITERALS.get(random.nextInt(LITERALS.size()));
        String name = Json.write(List.copyOf(fields.keySet()).get(random.nextInt(fields.size())));
        int at = random.nextInt(members.size() + 1);
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> members.add(at, name + ":" + literal);
            case 4 -> members.add(at, literal);
            case 5 -> members.add(at, name + ":" + "[".repeat(20_000));
            case 6 -> members.add(at, name + ":" + "9".repeat(3_000));
            default -> members.add(at, name + ":" + Json.write("x".repeat(70_000)));
        }
        String object = "{" + String.join(",", members) + "}";
        return switch (random.nextInt(8)) {
            case 0 -> "\ufeff" + object;
            case 1 -> "[" + object + "]";
            case 2 -> object + literal;
            case 3 -> literal;
            case 4 -> "/* */" + object;
            default -> object;
        };
    }

    private byte[] broken(byte[] bytes) {
        byte[] copy = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(copy, random.nextInt(copy.length + 1));
            }
            case 1 -> {
                for (int i = 0; i < 3 && copy.length > 0; i++) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                }
                return copy;
            }
            case 2 -> {
                random.nextBytes(copy);
                return copy;
            }
            default -> {
                var twice = new ByteArrayOutputStream();
                twice.writeBytes(copy);
                twice.writeBytes(copy);
                return twice.toByteArray();
            }
        }
    }
}
