package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

class GateTableTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    private GateTable gates;

    @BeforeEach
    void makeTable() {
        Stack stack = TestCloud.newStack();
        gates = new GateTable(stack.cloud().dynamo(), stack.ref("Table"));
    }

    /** Who joins counts on the poll that is going round; it ended, and a minute passed by. */
    @Test
    void whoFindsTheLineEmptyLearnsThatOneHasJoinedMeanwhile() {
        var seen = gates.joined();
        gates.claimPoll(NOW, NOW);
        gates.joined();

        assertThat(gates.emptied(seen)).isFalse();

        assertThat(gates.read().line()).isTrue();
        assertThat(gates.read().pollAt()).contains(NOW);
        assertThat(gates.emptied(gates.read())).isTrue();
        assertThat(gates.read().line()).isFalse();
        assertThat(gates.read().pollAt()).isEmpty();
    }
}
