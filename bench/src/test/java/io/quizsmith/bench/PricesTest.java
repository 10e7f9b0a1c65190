package io.quizsmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PricesTest {

    @Test
    void aMillionTasksCostWhatTheirUnitsCost() {
        var usage = new Prices.Usage(22, 9, 3, 5, 7, 0.06, 7000);

        assertThat(usage.dollars())
                .containsEntry("DynamoDB writes", 13.75)
                .containsEntry("HTTP API requests", 5.0)
                .containsEntry("logs", 3.5);
        assertThat(usage.total()).isCloseTo(26.78, within(0.01));
    }

    @Test
    void pollsAreAddedAsOftenAsTheyAreMade() {
        var poll = new Prices.Usage(0, 1, 0, 1, 1, 0.005, 800);

        assertThat(Prices.Usage.none().plus(poll, 3).reads()).isEqualTo(3);
    }
}
