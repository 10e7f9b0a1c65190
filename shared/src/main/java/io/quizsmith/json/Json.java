package io.quizsmith.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as plain Java: Map, List, String, Number, Boolean and null. It is read and written token by
 * token: whatever binds JSON to classes costs more at a cold start than all the rest of this does.
 */
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private Json() {}

    /** What a text comes to that should be a JSON object. */
    public sealed interface Read {
        record AnObject(Map<String, Object> fields) implements Read {}

        record SomethingElse() implements Read {}

        record NoJson() implements Read {}
    }

    /**
     * Reads UTF-8 text. Bytes that are not UTF-8 are no JSON, and neither is what nests too deep.
     */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public static Read read(byte[] utf8) {
        try {
            Object value = wholeValue(utf8);
            return value instanceof Map<?, ?> object
                    ? new Read.AnObject((Map<String, Object>) object)
                    : new Read.SomethingElse();
        } catch (IOException noJson) {
            return new Read.NoJson();
        }
    }

    public static Read read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The only value in the text. */
    private static Object wholeValue(byte[] utf8) throws IOException {
        try (var parser = parser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("nothing is there");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IOException("more follows");
            }
            return value;
        }
    }

    /**
     * Bytes are read twice as fast as characters. But the parser of bytes guesses their encoding,
     * by the first four: it gets those that can only begin UTF-8.
     *
     * @throws CharacterCodingException where the bytes are not UTF-8
     */
    private static JsonParser parser(byte[] utf8) throws IOException {
        String text = decoded(utf8);
        boolean beginsPlainly =
                utf8.length >= 4 && utf8[0] > 0 && utf8[1] > 0 && utf8[2] > 0 && utf8[3] > 0;
        return beginsPlainly ? FACTORY.createParser(utf8) : FACTORY.createParser(text);
    }

    /**
     * The quick decoder puts that character for what is no UTF-8: then the strict one has a look.
     */
    private static String decoded(byte[] utf8) throws CharacterCodingException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0
                ? text
                : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** The parser's own limits bound the depth. */
    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IOException("no value begins with " + token);
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, value(parser, parser.nextToken()));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        var values = new ArrayList<Object>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return values;
    }

    /**
     * The JSON value in the text, to be written letter for letter as it is; empty where the text is
     * no JSON. Takes little more memory than the text.
     */
    public static Optional<Object> verbatim(byte[] utf8) {
        try {
            String text = decoded(utf8);
            return isOneValue(text) ? Optional.of(new Verbatim(text)) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static boolean isOneValue(String text) throws IOException {
        try (var parser = FACTORY.createParser(text)) {
            boolean begins = parser.nextToken() != null;
            parser.skipChildren();
            return begins && parser.nextToken() == null;
        }
    }

    /** The object in the text, empty where it is anything else. */
    public static Optional<Map<String, Object>> object(byte[] utf8) {
        return read(utf8) instanceof Read.AnObject(var fields)
                ? Optional.of(fields)
                : Optional.empty();
    }

    /** Reads a list that {@link #write} wrote. */
    public static List<?> list(byte[] utf8) {
        try {
            return (List<?>) wholeValue(utf8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A JSON value that is written as it is. */
    private record Verbatim(String text) {}

    public static String write(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** In UTF-8; half a surrogate pair, which UTF-8 has no bytes for, is written as an escape. */
    public static byte[] bytes(Object value) {
        var bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler());
        try (var generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.getClearAndRelease();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Boolean is -> generator.writeBoolean(is);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (var field : object.entrySet()) {
                    generator.writeFieldName(field.getKey().toString());
                    write(generator, field.getValue());
                }
                generator.writeEndObject();
            }
            case Iterable<?> array -> {
                generator.writeStartArray();
                for (Object each : array) {
                    write(generator, each);
                }
                generator.writeEndArray();
            }
            case Verbatim(var text) -> generator.writeRawValue(text);
            default ->
                    throw new IllegalArgumentException(
                            "cannot be written as JSON: " + value.getClass().getName());
        }
    }
}
