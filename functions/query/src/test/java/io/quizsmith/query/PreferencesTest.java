package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "wait=10|10",
                "Wait = 10|10",
                "respond-async, wait=7|7",
                "respond-async,wait=7;x=1|7",
                "foo=\"a, wait=1; b\", wait=3|3",
                "foo=\"a\\\", wait=1\", wait=4|4",
                "foo; wait=9, wait=5|5",
                "wait=1, wait=2|1",
                "wait=007|7",
                "wait=99999999999999999999|2147483647",
                "wait=0|0"
            })
    void aWaitIsSoManySeconds(String header, int seconds) {
        assertThat(Preferences.wait(header)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "=",
                "wait",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=ten",
                "wait=\"10\"",
                "wait=1 0",
                "waiting=10",
                "await=10",
                "respond-async",
                "wait=٣",
                "foo=\"wait=10",
                "foo=\"\\",
                "wait=x, wait=10",
                "wait;wait=10"
            })
    void anythingElseIsNone(String header) {
        assertThat(Preferences.wait(header)).isZero();
    }
}
