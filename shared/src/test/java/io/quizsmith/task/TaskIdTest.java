package io.quizsmith.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quizsmith.user.UserId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

class TaskIdTest {

    @Property(tries = 5000)
    void anIdHasTheFormOfTheContract(@ForAll("nearly ids") String text) {
        boolean hasTheForm = text.matches("task-[1-9][0-9]{0,18}-[0-9]{1,19}");

        assertThat(TaskId.parse(text).isPresent()).isEqualTo(hasTheForm);
        if (hasTheForm) {
            assertThat(TaskId.parse(text)).contains(new TaskId(text));
        } else {
            assertThatThrownBy(() -> new TaskId(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a task id");
        }
    }

    @Provide("nearly ids")
    Arbitrary<String> nearlyIds() {
        return Arbitraries.of(
                        "task-", "task", "-", "0", "1", "7", "1674470400000", "999999999", "٣", "x")
                .list()
                .ofMaxSize(6)
                .map(parts -> "task-1" + String.join("", parts))
                .flatMap(
                        text ->
                                Arbitraries.of(
                                        text,
                                        text.substring(5),
                                        text.replace("-1", "-"),
                                        text + " "));
    }

    @Test
    void anIdSaysWhoseItIs() {
        var id = TaskId.parse("task-12-1674470400000").orElseThrow();

        assertThat(id.user()).isEqualTo(new UserId(12));
        assertThat(id.owner()).isEqualTo("12");
        assertThat(id.isOf(new UserId(12))).isTrue();
        assertThat(id.isOf(new UserId(1))).isFalse();
        assertThat(TaskId.parse(null)).isEmpty();
    }
}
