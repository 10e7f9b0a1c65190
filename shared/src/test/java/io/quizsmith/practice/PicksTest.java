package io.quizsmith.practice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.task.TaskId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PicksTest {

    private static final TaskId OLD = new TaskId("task-1-1000");
    private static final TaskId NEW = new TaskId("task-1-2000");
    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    @Test
    void whatWasNeverSeenComesFirstThenWhatWasNotSeenForLongest() {
        var old = new Picks.Of(OLD, 3, Map.of(1, seen(NOW), 2, seen(NOW.minusSeconds(9))));
        var recent = new Picks.Of(NEW, 2, Map.of(1, seen(NOW.minusSeconds(5))));

        assertThat(Picks.inOrder(List.of(old, recent)))
                .map(QuestionId::toString)
                .containsExactly(
                        "task-1-1000-q3",
                        "task-1-2000-q2",
                        "task-1-1000-q2",
                        "task-1-2000-q1",
                        "task-1-1000-q1");
    }

    @Test
    void aFlaggedQuestionIsNeverPicked() {
        var flagged = new Mark(Optional.empty(), 0, 0, "two keys");

        assertThat(Picks.inOrder(List.of(new Picks.Of(OLD, 2, Map.of(1, flagged)))))
                .containsExactly(new QuestionId(OLD, 2));
    }

    @Test
    void setAfterSetGoesThroughAllBeforeAnythingComesAgain() {
        var marks = new HashMap<Integer, Mark>();
        var given = new HashSet<QuestionId>();
        for (int set = 0; set < 4; set++) {
            var picked = Picks.inOrder(List.of(new Picks.Of(OLD, 12, marks))).subList(0, 3);
            given.addAll(picked);
            for (var question : picked) {
                marks.put(question.number(), seen(NOW.plusSeconds(set)));
            }
        }

        assertThat(given).hasSize(12);
    }

    private static Mark seen(Instant at) {
        return new Mark(Optional.of(at), 0, 0, "");
    }
}
