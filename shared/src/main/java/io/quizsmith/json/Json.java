package io.quizsmith.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as plain Java: Map, List, String, Number, Boolean and null. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader READER =
            MAPPER.readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
    public static Read read(byte[] utf8) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            return read(text);
        } catch (CharacterCodingException notUtf8) {
            return new Read.NoJson();
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public static Read read(String text) {
        try {
            Object value = READER.readValue(text);
            if (value instanceof Map<?, ?> object) {
                return new Read.AnObject((Map<String, Object>) object);
            }
            return text.isBlank() ? new Read.NoJson() : new Read.SomethingElse();
        } catch (JsonProcessingException noJson) {
            return new Read.NoJson();
        }
    }

    /**
     * The JSON value in the text, to be written letter for letter as it is; empty where the text is
     * no JSON. Takes little more memory than the text.
     */
    public static Optional<Object> verbatim(byte[] utf8) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            return isOneValue(text) ? Optional.of(new RawValue(text)) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static boolean isOneValue(String text) throws IOException {
        try (var parser = MAPPER.createParser(text)) {
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
            return MAPPER.readValue(utf8, List.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException notPlainJava) {
            throw new IllegalArgumentException("cannot be written as JSON", notPlainJava);
        }
    }

    public static byte[] bytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }
}
