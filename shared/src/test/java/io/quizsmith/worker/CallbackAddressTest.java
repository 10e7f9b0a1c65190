package io.quizsmith.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.task.Attempt;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;
import io.quizsmith.worker.CallbackAddress.Checked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class CallbackAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Task TASK = SampleTasks.queued(new UserId(1), NOW);
    private static final Tokens TOKENS = new Tokens("current-token", "previous-token");
    private static final String GOOD = CallbackAddress.query(TASK, "current-token");

    @Test
    void isGoodWithTheCurrentAndThePreviousToken() {
        var bound = new Checked.Bound(Attempt.of(TASK));

        assertThat(check(GOOD)).isEqualTo(bound);
        assertThat(check(CallbackAddress.query(TASK, "previous-token"))).isEqualTo(bound);
        assertThat(check(CallbackAddress.query(TASK, "a-token-before"))).isEqualTo(refused());
    }

    @Test
    void isTheSameForEveryTryOfAnAttempt() {
        assertThat(CallbackAddress.query(TASK, "current-token")).isEqualTo(GOOD);
    }

    @Test
    void isGoodForAWeekAfterTheLongestWaitAndNoLonger() {
        var last = NOW.plus(Task.LONGEST_WAIT).plus(Duration.ofDays(7)).minusSeconds(1);

        assertThat(CallbackAddress.check(GOOD, TOKENS, last)).isInstanceOf(Checked.Bound.class);
        assertThat(CallbackAddress.check(GOOD, TOKENS, last.plusSeconds(1))).isEqualTo(refused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/attempt=1/attempt=2/",
                "s/task=task-1/task=task-2/",
                "s/expires=1/expires=2/",
                "s/&signature=.*//",
                "s/&expires=[0-9]+//",
                "s/task=[^&]*&//",
                "s/(signature=.*)./$1/",
                "s/$/&attempt=1/",
                "s/attempt=1/attempt=one/",
                "s/signature=.*/signature=%/",
                "s/signature=.*/signature/",
            })
    void anAlteredOneIsRefused(String change) {
        String[] sides = change.split("/", -1);
        String altered = GOOD.replaceFirst(sides[1], sides[2]);

        assertThat(altered).isNotEqualTo(GOOD);
        assertThat(check(altered)).isEqualTo(refused());
    }

    @Test
    void whatAWorkerOrAProxyAddsChangesNothing() {
        String encoded = GOOD.replace("-", "%2D").replace("_", "%5F");

        assertThat(check("utm=1&" + encoded + "&x")).isInstanceOf(Checked.Bound.class);
    }

    @Test
    void oneWithoutAnythingOfOursBindsToNothing() {
        assertThat(check("")).isEqualTo(new Checked.Unbound());
        assertThat(check("key=1&x")).isEqualTo(new Checked.Unbound());
    }

    @Test
    void withoutATokenNoneIsGood() {
        assertThat(CallbackAddress.check(GOOD, new Tokens("", "previous-token"), NOW))
                .isEqualTo(refused());
    }

    private static Checked check(String query) {
        return CallbackAddress.check(query, TOKENS, NOW);
    }

    private static Checked refused() {
        return new Checked.Refused();
    }
}
