package io.quizsmith.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What CloudWatch would make of the lines, by the rules of its embedded metric format. */
class MetricsTest {

    /** The units of MetricDatum that a count or a time may have. */
    private static final Set<String> UNITS =
            Set.of("Count", "Seconds", "Milliseconds", "Microseconds");

    private static final Instant NOW = Instant.parse("2026-11-23T10:30:00.123Z");

    static List<Consumer<Metrics>> everyMetric() {
        return List.of(
                Metrics::submitted,
                metrics -> metrics.completed(Duration.ofMinutes(5)),
                metrics -> metrics.failed("timeout"),
                metrics -> metrics.queueAge(Duration.ofSeconds(2)),
                metrics -> metrics.inFlight(3),
                metrics -> metrics.waiting(0),
                metrics -> metrics.sweepLag(Duration.ZERO),
                metrics -> metrics.callbackRefused("wrong_token"),
                Metrics::workerDown,
                Metrics::workerMisconfigured,
                metrics -> metrics.deadLetters(7));
    }

    @ParameterizedTest
    @MethodSource("everyMetric")
    void everyLineIsWhatCloudWatchExtractsMetricsFrom(Consumer<Metrics> metric) {
        var line = line("quizsmith", metric);

        var metadata = object(line.get("_aws"));
        assertThat(metadata)
                .containsOnlyKeys("Timestamp", "CloudWatchMetrics")
                .containsEntry("Timestamp", NOW.toEpochMilli());
        for (var directive : objects(metadata.get("CloudWatchMetrics"))) {
            assertThat(directive)
                    .containsOnlyKeys("Namespace", "Dimensions", "Metrics")
                    .containsEntry("Namespace", "Quizsmith");
            for (var dimensionSet : lists(directive.get("Dimensions"))) {
                assertThat(dimensionSet)
                        .hasSizeLessThanOrEqualTo(30)
                        .allSatisfy(dimension -> isText(line.get(dimension)));
            }
            assertThat(objects(directive.get("Metrics")))
                    .hasSizeBetween(1, 100)
                    .allSatisfy(definition -> isDefined(definition, line));
        }
    }

    @Test
    void countsAndTimesArriveAsTheyWere() {
        assertThat(line("quizsmith", metrics -> metrics.completed(Duration.ofMillis(315_250))))
                .containsEntry("Stack", "quizsmith")
                .containsEntry("Completed", 1)
                .containsEntry("WorkerLatency", 315.25);
        assertThat(line("quizsmith", metrics -> metrics.waiting(500)))
                .containsEntry("Waiting", 500);
    }

    @Test
    void aFailureIsCountedBothInAllAndByItsReason() {
        var line = line("quizsmith", metrics -> metrics.failed("no_usable_question"));

        assertThat(line).containsEntry("Failed", 1).containsEntry("Reason", "no_usable_question");
        assertThat(lists(directive(line).get("Dimensions")))
                .containsExactly(List.of("Stack"), List.of("Stack", "Reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP 503 from https://worker.example.com", "Timeout"})
    void aTextThatIsNoReasonMakesNoMetricOfItsOwn(String text) {
        assertThat(line("quizsmith", metrics -> metrics.failed(text)))
                .containsEntry("Reason", "other");
        assertThat(line("quizsmith", metrics -> metrics.callbackRefused(text)))
                .containsEntry("Reason", "other");
    }

    @Test
    void clocksThatDifferMakeNoNegativeTimes() {
        assertThat(line("quizsmith", metrics -> metrics.queueAge(Duration.ofSeconds(-1))))
                .containsEntry("QueueAge", 0.0);
    }

    @Test
    void aStackWithoutANameStillHasADimension() {
        assertThat(line("", Metrics::submitted)).containsEntry("Stack", "unnamed");
    }

    private static void isDefined(Map<String, Object> definition, Map<String, Object> line) {
        assertThat(definition).containsOnlyKeys("Name", "Unit");
        assertThat(definition.get("Unit")).isIn(UNITS);
        assertThat(line.get(definition.get("Name"))).isInstanceOf(Number.class);
    }

    /** A dimension has 1 to 1,024 characters of ASCII, and the format takes text alone. */
    private static void isText(Object target) {
        assertThat(target)
                .isInstanceOfSatisfying(
                        String.class, text -> assertThat(text).matches("\\p{Graph}{1,1024}"));
    }

    /** The one line that is written, no longer than a log event may be. */
    private static Map<String, Object> line(String stack, Consumer<Metrics> metric) {
        var lines = new ArrayList<String>();
        metric.accept(new Metrics(lines::add, InstantSource.fixed(NOW), stack));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).doesNotContain("\n").hasSizeLessThan(1024);
        return Json.object(lines.getFirst().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static Map<String, Object> directive(Map<String, Object> line) {
        return objects(object(line.get("_aws")).get("CloudWatchMetrics")).getFirst();
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> objects(Object value) {
        return ((List<?>) value).stream().map(MetricsTest::object).toList();
    }

    private static List<List<?>> lists(Object value) {
        return ((List<?>) value).stream().<List<?>>map(each -> (List<?>) each).toList();
    }
}
