package io.quizsmith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.function.DoubleUnaryOperator;

class CourseTest {

    @Test
    void whatGrowsFromBeginningToEndGrew() {
        var course = tenMinutes(second -> 30 + second / 60);

        assertThat(course.grew()).isTrue();
        assertThat(course.slope()).isCloseTo(60, within(1e-6));
    }

    @Test
    void whatGrowsUntilItIsWarmDidNot() {
        assertThat(tenMinutes(second -> Math.min(second, 200)).grew()).isFalse();
    }

    @Test
    void whatGoesUpAndDownDidNot() {
        assertThat(tenMinutes(second -> second % 10 == 0 ? 25 : 30).grew()).isFalse();
    }

    @Test
    void startMiddleAndEndAreATenthOfTheTimeEach() {
        var figures = tenMinutes(second -> second).figures();

        assertThat(figures).extracting(Figure::value).startsWith("27.5", "298", "568");
    }

    /** Looked at every five seconds. */
    private static Course tenMinutes(DoubleUnaryOperator value) {
        var course = new Course("it", "MB", 1);
        for (int second = 0; second < 600; second += 5) {
            course.add(second, value.applyAsDouble(second));
        }
        return course;
    }
}
