package io.quizsmith.local;

import static io.quizsmith.local.Doorway.CURRENT;
import static io.quizsmith.local.Doorway.PREVIOUS;
import static io.quizsmith.local.Doorway.TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.task.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;

/** Who may hand in a result, over HTTP. Whoever may not causes no call of table or queue. */
class DoorTest {

    private static final String NEXT = "the-second-sample-token";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Doorway door = new Doorway();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theCurrentAndThePreviousTokenOpenIt() {
        door.ssm.put(PREVIOUS, "the-token-before");

        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        assertThat(door.withToken("the-token-before", door.queued()).status()).isEqualTo(201);
        assertThat(door.wrongTokens()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong",
                "",
                "the-first-sample-toke",
                "the-first-sample-token2",
                "THE-FIRST-SAMPLE-TOKEN"
            })
    void anyOtherTokenLeavesNothingBehindButANumber(String token) {
        Task task = door.queued();

        refused(door.withToken(token, task));

        assertThat(door.status(task)).isEqualTo("queued");
        assertThat(door.wrongTokens()).isEqualTo(1);
        assertThat(door.log).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain(TOKEN));
        refused(door.callback(door.uri(), "not json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void withoutATokenInTheParameterItIsClosed(String value) {
        door.ssm.put(CURRENT, value).put(PREVIOUS, "the-token-before");

        refused(door.withToken("", door.queued()));
        refused(door.withToken(TOKEN, door.queued()));
        refused(door.withToken("the-token-before", door.queued()));
        assertThat(door.log).anySatisfy(line -> assertThat(line).contains("ERROR", CURRENT));
    }

    @Test
    void theEndOfALineBehindTheTokenIsNoPartOfIt() {
        door.ssm.put(CURRENT, TOKEN + "\n");

        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
    }

    @Test
    void aTokenThatCannotBeReadYetLetsTheWorkerComeAgain() {
        door.ssm.setUnreachable(true);
        Task task = door.queued();

        var first = door.withToken(TOKEN, task);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.retryAfter()).contains("10");
        assertThat(first.calls()).isZero();
        assertThat(door.log).anySatisfy(line -> assertThat(line).contains("ERROR", CURRENT));
        door.ssm.setUnreachable(false);
        door.later(LOOK_AGAIN);
        assertThat(door.withToken(TOKEN, task).status()).isEqualTo(201);
    }

    @Test
    void theLastKnownTokenIsGoodWhileTheStoreDoesNotAnswer() {
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        door.ssm.setUnreachable(true);

        for (int hour = 0; hour < 3; hour++) {
            door.later(Duration.ofHours(1));
            assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
            refused(door.withToken("wrong", door.queued()));
        }
    }

    @Test
    void theStoreIsReadOnceInFiveMinutes() {
        for (int minute = 0; minute < 5; minute++) {
            assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
            assertThat(door.ssm.reads()).isEqualTo(1);
            door.later(Duration.ofMinutes(1));
        }
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        assertThat(door.ssm.reads()).isEqualTo(2);
    }

    @Test
    void strangersCauseOneReadInTenSecondsWhateverTheyTry() {
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        door.later(LOOK_AGAIN);
        Task task = door.queued();

        for (int i = 0; i < 50; i++) {
            refused(door.withToken("guess-" + i, task));
            refused(door.withToken("", task));
        }

        assertThat(door.ssm.reads()).isEqualTo(2);
    }

    @Test
    void aRotationTakesEffectAtOnceAndTheOldTokenGoesOn() {
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        door.ssm.put(PREVIOUS, TOKEN).put(CURRENT, NEXT);
        door.later(LOOK_AGAIN);

        assertThat(door.withToken(NEXT, door.queued()).status()).isEqualTo(201);
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);

        door.ssm.put(PREVIOUS, "");
        door.later(Duration.ofMinutes(5));
        refused(door.withToken(TOKEN, door.queued()));
        assertThat(door.withToken(NEXT, door.queued()).status()).isEqualTo(201);
    }

    @Test
    void theAddressThatTheWorkerWasGivenOpensItForItsTask() {
        Task task = door.queued();
        URI address = door.handedOver(task);

        assertThat(at(address, task.id().value()).status()).isEqualTo(201);
        assertThat(at(address, task.id().value()).status()).isEqualTo(200);
        assertThat(door.status(task)).isEqualTo("completed");
    }

    @Test
    void aWorkerMayQuoteAnIdOfItsOwnThere() {
        Task task = door.queued();

        assertThat(at(door.handedOver(task), "w-of-its-own").status()).isEqualTo(201);

        assertThat(door.status(task)).isEqualTo("completed");
    }

    @Test
    void anotherTasksIdThereIsRefused() {
        Task task = door.queued();
        Task other = door.queued();
        URI address = door.handedOver(task);

        refused(at(address, other.id().value()));

        assertThat(door.status(task)).isEqualTo("processing");
        assertThat(door.status(other)).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/attempt=1/attempt=2/",
                "s/task=task-1/task=task-2/",
                "s/expires=1/expires=2/",
                "s/&signature=.*//",
                "s/&expires=.*//",
                "s/task=[^&]*&//",
                "s/signature=/signature=A/",
            })
    void anAlteredAddressIsRefused(String change) {
        Task task = door.queued();
        String[] sides = change.split("/", -1);
        var altered = URI.create(door.handedOver(task).toString().replaceFirst(sides[1], sides[2]));

        refused(at(altered, task.id().value()));

        assertThat(door.status(task)).isEqualTo("processing");
        assertThat(door.wrongTokens()).isEqualTo(1);
    }

    @Test
    void theAddressIsGoodForAWeekAndExpires() {
        Task task = door.queued();
        URI address = door.handedOver(task);
        door.later(Duration.ofDays(7));
        assertThat(at(address, task.id().value()).status()).isEqualTo(201);

        door.later(Duration.ofDays(2));

        refused(at(address, task.id().value()));
        assertThat(at(door.uri(), task.id().value()).status()).isEqualTo(200);
    }

    @Test
    void theAddressAloneOpensNothing() {
        Task task = door.queued();
        URI address = door.handedOver(task);

        refused(door.callback(address, Doorway.result(task.id().value())));
        refused(
                door.callback(
                        address,
                        Doorway.result(task.id().value()),
                        "X-AI-Worker-Token",
                        "another"));
    }

    @Test
    void anAddressSignedWithATokenThatIsNewsHereIsGoodAtOnce() {
        assertThat(door.withToken(TOKEN, door.queued()).status()).isEqualTo(201);
        refused(door.withToken("a-strangers-token", door.queued()));
        door.ssm.put(PREVIOUS, TOKEN).put(CURRENT, NEXT);
        door.worker.setTokens(TOKEN, NEXT);
        Task task = door.queued();
        URI address = door.handedOver(task);

        assertThat(at(address, task.id().value()).status()).isEqualTo(201);
    }

    @Test
    void aRightSignatureIsTakenInOnce() {
        Task task = door.queued();
        String body = Doorway.result(task.id().value());

        assertThat(signed(body, "msg_1", 0, TOKEN).status()).isEqualTo(201);
        var replay = signed(body, "msg_1", 0, TOKEN);
        assertThat(replay.status()).isEqualTo(401);
        assertThat(replay.calls()).as("the look for it alone").isEqualTo(1);
        var retried = signed(body, "msg_1", 1, TOKEN);
        assertThat(retried.status()).isEqualTo(200);
        assertThat(retried.json()).containsEntry("duplicate", true);
    }

    @Test
    void aSendingThatWasNotTakenInMayBeRepeated() {
        String body = Doorway.result("task-1-1").replace("\"questions\"", "\"question\"");

        assertThat(signed(body, "msg_1", 0, TOKEN).status()).isEqualTo(400);
        assertThat(signed(body, "msg_1", 0, TOKEN).status()).isEqualTo(400);
    }

    @Test
    void aWrongOrOldSignatureIsRefused() {
        Task task = door.queued();
        String body = Doorway.result(task.id().value());

        refused(signed(body, "msg_1", 0, "another-key"));
        refused(signed(body, "msg_1", -301, TOKEN));
        refused(signed(body, "msg_1", 301, TOKEN));
        refused(withHeaders(body + " ", "msg_1", 0, signature(body, "msg_1", 0, TOKEN)));
        refused(withHeaders(body, "msg_2", 0, signature(body, "msg_1", 0, TOKEN)));
        refused(withHeaders(body, "msg_1", 1, signature(body, "msg_1", 0, TOKEN)));
        refused(withHeaders(body, "msg_1", 0, "v1,"));
        refused(
                door.callback(
                        door.uri(),
                        body,
                        "X-AI-Worker-Token",
                        TOKEN,
                        "webhook-signature",
                        signature(body, "msg_1", 0, TOKEN)));
        assertThat(door.status(task)).isEqualTo("queued");
        assertThat(signed(body, "msg_1", 0, TOKEN).status()).isEqualTo(201);
    }

    @Test
    void aSignatureMakesTheTokenNotNeedless() {
        String body = Doorway.result(door.queued().id().value());

        refused(
                door.callback(
                        door.uri(),
                        body,
                        "webhook-id",
                        "msg_1",
                        "webhook-timestamp",
                        String.valueOf(door.now().getEpochSecond()),
                        "webhook-signature",
                        signature(body, "msg_1", 0, TOKEN)));
    }

    @Test
    void aSecretOfStandardWebhooksSignsWithWhatItStandsFor() {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        door.ssm.put(PREVIOUS, secret);
        String body = Doorway.result(door.queued().id().value());

        var signature = signature(body, "msg_1", 0, new String(key, UTF_8));

        assertThat(withHeaders(body, "msg_1", 0, "v1,AAAA " + signature).status()).isEqualTo(201);
    }

    private Doorway.Passed at(URI address, String workerTaskId) {
        return door.callback(address, Doorway.result(workerTaskId), "X-AI-Worker-Token", TOKEN);
    }

    private Doorway.Passed signed(String body, String id, long seconds, String key) {
        return withHeaders(body, id, seconds, signature(body, id, seconds, key));
    }

    private Doorway.Passed withHeaders(String body, String id, long seconds, String signature) {
        return door.callback(
                door.uri(),
                body,
                "X-AI-Worker-Token",
                TOKEN,
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(door.now().getEpochSecond() + seconds),
                "webhook-signature",
                signature);
    }

    private String signature(String body, String id, long seconds, String key) {
        return Webhook.signature(id, door.now().getEpochSecond() + seconds, body, key);
    }

    private static void refused(Doorway.Passed callback) {
        assertThat(callback.status()).isEqualTo(401);
        assertThat(callback.json()).containsEntry("error", "Unauthorized");
        assertThat(callback.calls()).as("calls of table and queue").isZero();
    }
}
