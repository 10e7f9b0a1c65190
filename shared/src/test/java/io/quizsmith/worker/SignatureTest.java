package io.quizsmith.worker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Base64;

class SignatureTest {

    /** The example of the reference libraries, standard-webhooks/standard-webhooks. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SENT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Tokens TOKENS = new Tokens("another-token", SECRET);

    @Test
    void isRightAsTheReferenceLibrariesMakeIt() {
        assertThat(isRight(ID, "1614265330", RIGHT)).isTrue();
    }

    @Test
    void isRightWhereOneOfSeveralIs() {
        assertThat(isRight(ID, "1614265330", "v1,AAAA v1a,xxx " + RIGHT + " v2,yyy")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "msg_another, 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265331, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, 1614265330, 'v1,'",
        "msg_p5jXN8AQM9LWM0D4loKWxJek, soon, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "'', 1614265330, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
    })
    void isWrongWhereAnythingElseWasSigned(String id, String timestamp, String signatures) {
        assertThat(isRight(id, timestamp, signatures)).isFalse();
    }

    @Test
    void isOfFiveMinutesBeforeAndAfter() {
        var signature = new Signature(ID, "1614265330", RIGHT);

        assertThat(signature.isRight(BODY, TOKENS, SENT.plusSeconds(300))).isTrue();
        assertThat(signature.isRight(BODY, TOKENS, SENT.minusSeconds(300))).isTrue();
        assertThat(signature.isRight(BODY, TOKENS, SENT.plusSeconds(301))).isFalse();
        assertThat(signature.isRight(BODY, TOKENS, SENT.minusSeconds(301))).isFalse();
    }

    @Test
    void anIdWithADotCouldBeReadInTwoWays() {
        var dotted = new Tokens("plain", "");
        String signed = "msg.1.1614265330.";
        byte[] hash = Hmac.of(Hmac.utf8("plain"), Hmac.utf8(signed), BODY);
        String signature = "v1," + Base64.getEncoder().encodeToString(hash);

        assertThat(new Signature("msg.1", "1614265330", signature).isRight(BODY, dotted, SENT))
                .isFalse();
    }

    @Test
    void aTokenThatIsNoSecretIsTheKeyItself() {
        byte[] hash = Hmac.of(Hmac.utf8("plain"), Hmac.utf8("msg.1614265330."), BODY);
        String signature = "v1," + Base64.getEncoder().encodeToString(hash);

        assertThat(
                        new Signature("msg", "1614265330", signature)
                                .isRight(BODY, new Tokens("plain", ""), SENT))
                .isTrue();
    }

    private static boolean isRight(String id, String timestamp, String signatures) {
        return new Signature(id, timestamp, signatures).isRight(BODY, TOKENS, SENT);
    }
}
