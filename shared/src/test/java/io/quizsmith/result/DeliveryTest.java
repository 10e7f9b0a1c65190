package io.quizsmith.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Digest;
import io.quizsmith.json.Json;
import io.quizsmith.task.Partial;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:40:00Z");
    private static final Task QUEUED = SampleTasks.queued(new UserId(1), NOW);
    private static final List<?> QUESTIONS = List.of(Map.of("sentence", "Once is _____."));
    private static final Delivery DELIVERY = Delivery.of(QUESTIONS);

    @Test
    void aDeliveryIsKnownAgainByTheTaskThatItCompletedAndByNoOther() {
        var other = Delivery.of(List.of(Map.of("sentence", "Twice is _____.")));

        assertThat(DELIVERY.completed(completedBy(DELIVERY.name() + "-rules"))).isTrue();
        assertThat(other.completed(completedBy(DELIVERY.name() + "-rules"))).isFalse();
        assertThat(DELIVERY.completed(QUEUED)).isFalse();
    }

    @Test
    void aTaskOfTheDaysWhenDeliveriesWereNamedByDigestsKnowsItsOwnAgain() {
        String formerName = Digest.of(Json.write(QUESTIONS));

        assertThat(DELIVERY.completed(completedBy(formerName + "-rules"))).isTrue();
        assertThat(DELIVERY.isPartOf(partlyMadeOf(formerName))).isTrue();
    }

    @Test
    void aDeliveryThatBroughtAPartOfAQuizIsKnownAgain() {
        assertThat(DELIVERY.isPartOf(partlyMadeOf(DELIVERY.name()))).isTrue();
        assertThat(DELIVERY.isPartOf(partlyMadeOf("0123456789abcdef"))).isFalse();
        assertThat(DELIVERY.isPartOf(QUEUED)).isFalse();
    }

    private static Task completedBy(String result) {
        return QUEUED.completed(result, SampleTasks.quality(10), "", NOW);
    }

    private static Task partlyMadeOf(String delivery) {
        var partial = new Partial("result", 1, 1, List.of(delivery));
        return QUEUED.toppingUp(partial, SampleTasks.quality(1), SampleTasks.LIMITS.at(NOW));
    }
}
