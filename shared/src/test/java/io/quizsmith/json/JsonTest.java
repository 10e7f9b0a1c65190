package io.quizsmith.json;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

class JsonTest {

    @Property
    void everyTextComesBackAsItWasWritten(
            @ForAll("texts") String text, @ForAll @StringLength(max = 9) String name) {
        var value = Map.of(name, List.of(text, Map.of("a", text + name)));

        byte[] json = Json.bytes(value);

        assertThat(Json.object(json)).contains(Map.copyOf(value));
        assertThat(Json.write(value).getBytes(UTF_8)).isEqualTo(json);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0000', '\u1000')
                .withCharRange('\ud7f0', '\ue010') // pairs and halves of pairs
                .ofMaxLength(100);
    }

    @Property(tries = 50)
    void aLongTextComesBackToo(@ForAll @IntRange(min = 1900, max = 8100) int length) {
        String text = "x".repeat(length) + "😀é";

        assertThat(Json.object(Json.bytes(Map.of("a", text)))).contains(Map.of("a", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "日本", "😀", "a😀b", "\u2028"})
    void whatIsNotAsciiIsWrittenAsItIs(String text) {
        assertThat(Json.write(text)).isEqualTo("\"" + text + "\"");
    }

    @Test
    void halfASurrogatePairIsWrittenAsAnEscape() {
        assertThat(Json.write(List.of("a\ud800", "\udc00b", "😀")))
                .isEqualTo("[\"a\\uD800\",\"\\uDC00b\",\"😀\"]");
    }

    @Test
    void everyKindOfValueIsReadAsPlainJava() {
        byte[] json =
                "{\"a\": [1, 12345678901, 1e2, 0.5, true, false, null, {}], \"é\": \"\\u00e9\\n\"}"
                        .getBytes(UTF_8);

        var read = Json.object(json).orElseThrow();

        assertThat((List<?>) read.get("a"))
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo(1),
                        large -> assertThat(large).isEqualTo(12_345_678_901L),
                        hundred -> assertThat(hundred).isEqualTo(100.0),
                        half -> assertThat(half).isEqualTo(0.5),
                        is -> assertThat(is).isEqualTo(true),
                        isNot -> assertThat(isNot).isEqualTo(false),
                        nothing -> assertThat(nothing).isNull(),
                        empty -> assertThat(empty).isEqualTo(Map.of()));
        assertThat(read.get("é")).isEqualTo("é\n");
    }

    @Test
    void numbersAreWrittenAsTheyAre() {
        assertThat(
                        Json.write(
                                List.of(
                                        1,
                                        2L,
                                        0.5,
                                        new BigInteger("12345678901234567890"),
                                        new BigDecimal("1.10"))))
                .isEqualTo("[1,2,0.5,12345678901234567890,1.10]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{}x",
                "nonsense",
                "\ufeff{}",
                "\ufeff{\"name\": 1}",
                "{\"a\u0000\": 1}",
                "\u0000{\u0000}",
                "[1,]",
                "{'a': 1}"
            })
    void whatIsNoJsonIsNone(String text) {
        assertThat(Json.read(text.getBytes(UTF_8))).isInstanceOf(Json.Read.NoJson.class);
        assertThat(Json.verbatim(text.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "\"a\"", "null", " [{\"a\": 1}] "})
    void whatIsNoObjectIsSomethingElse(String text) {
        assertThat(Json.read(text.getBytes(UTF_8))).isInstanceOf(Json.Read.SomethingElse.class);
    }

    @Test
    void bytesOfAnotherEncodingAreNoJson() {
        assertThat(Json.read("{\"a\": 1}".getBytes(UTF_16BE))).isInstanceOf(Json.Read.NoJson.class);
        byte[] overlong = {'{', '"', 'a', 'b', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};
        assertThat(Json.read(overlong)).isInstanceOf(Json.Read.NoJson.class);
        byte[] halfAPair = {'{', '"', 'a', 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':'};
        assertThat(Json.read(halfAPair)).isInstanceOf(Json.Read.NoJson.class);
    }
}
