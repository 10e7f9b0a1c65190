package io.quizsmith.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Template;
import io.quizsmith.function.Metrics;
import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An alarm on a metric that nobody writes never fires, and one that nobody explains helps nobody.
 */
class AlarmsTest {

    private static final Template TEMPLATE = Template.read(Template.path(), Map.of());
    private static final Pattern SECTION = Pattern.compile("^### (.+)$", Pattern.MULTILINE);
    private static final Pattern SEARCH =
            Pattern.compile("SEARCH\\('\\{Quizsmith,([\\w,]+)} MetricName=\"(\\w+)\"");

    /** A metric is its name and the names of its dimensions. */
    private record Metric(String name, Set<String> dimensions) {}

    @Test
    void everyAlarmHasASectionThatSaysWhatToDo() throws IOException {
        String alarms = between(operating(), "\n## Alarms\n", "\n## Metrics\n");

        assertThat(found(SECTION, alarms)).containsExactlyElementsOf(alarmNames());
        assertThat(alarms.split("\n### ", -1))
                .hasSize(1 + alarmNames().size())
                .filteredOn(section -> !section.isBlank())
                .allSatisfy(
                        section ->
                                assertThat(section).contains("**Means.**", "**Look.**", "**Do.**"));
    }

    @Test
    void everyMetricIsExplained() throws IOException {
        String metrics = between(operating(), "\n## Metrics\n", "\n## Changing a parameter\n");

        assertThat(written())
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metrics).contains("| `" + metric.name() + "` |"));
    }

    @Test
    void alarmsAndDashboardReadOnlyWhatIsWritten() {
        var read = new ArrayList<Metric>();
        alarms().forEach(alarm -> collectFromAlarm(alarm.properties(), read));
        assertThat(read).isNotEmpty();
        int ofAlarms = read.size();
        collectFromWidgets(dashboard(), read);
        assertThat(read).hasSizeGreaterThan(ofAlarms).isSubsetOf(written());
    }

    @Test
    void theDashboardShowsEveryMetricAndEveryAlarm() {
        var shown = new ArrayList<Metric>();
        collectFromWidgets(dashboard(), shown);

        assertThat(shown)
                .extracting(Metric::name)
                .containsAll(written().stream().map(Metric::name).toList());
        assertThat(String.valueOf(dashboard()))
                .contains(alarms().stream().map(alarm -> alarm.id() + ".Arn").toList());
    }

    @Test
    void everyAlarmTellsTheTopicWhenItStartsAndWhenItEnds() {
        var told = Template.read(Template.path(), Map.of("AlarmTopicArn", "arn:aws:sns:x"));

        for (var alarm : alarms()) {
            assertThat(resolved(TEMPLATE, alarm)).doesNotContainKeys("AlarmActions", "OKActions");
            assertThat(resolved(told, alarm))
                    .containsEntry("AlarmActions", List.of("arn:aws:sns:x"))
                    .containsEntry("OKActions", List.of("arn:aws:sns:x"))
                    .containsKey("TreatMissingData");
        }
    }

    /** Or, of a function that may wait by itself, from some time after the longest wait. */
    @Test
    void functionsAreSlowFromFourFifthsOfTheirTimeout() {
        var metrics = TEMPLATE.resources().get("FunctionSlowAlarm").properties().get("Metrics");
        var functions = TEMPLATE.ofType("AWS::Serverless::Function");

        assertThat(functions)
                .isNotEmpty()
                .allSatisfy(
                        function -> {
                            String name = function.id().replace("Function", "");
                            int timeout = (int) function.properties().get("Timeout");
                            int slow = Math.max(timeout * 800, longestWait(function) + 2_500);
                            assertThat(slow).isLessThan(timeout * 1_000);
                            assertThat(String.valueOf(metrics))
                                    .contains("{Ref=" + function.id() + "}")
                                    .containsIgnoringCase("(" + name + " > " + slow + ")");
                        });
    }

    /** In milliseconds; 0 of a function that does not wait. */
    private static int longestWait(Template.Resource function) {
        boolean waits = function.properties().toString().contains("LONGEST_WAIT_SECONDS");
        return waits ? 25_000 : 0;
    }

    @Test
    void errorsAndThrottlesOfEveryFunctionAreWatched() {
        for (String alarm : List.of("FunctionErrorsAlarm", "FunctionThrottlesAlarm")) {
            var metrics = TEMPLATE.resources().get(alarm).properties().get("Metrics");
            for (var function : TEMPLATE.ofType("AWS::Serverless::Function")) {
                assertThat(String.valueOf(metrics)).contains("{Ref=" + function.id() + "}");
            }
        }
    }

    /** What each metric is written with, in every combination of dimensions. */
    private static Set<Metric> written() {
        var lines = new ArrayList<String>();
        var metrics = new Metrics(lines::add, InstantSource.fixed(Instant.EPOCH), "quizsmith");
        metrics.submitted();
        metrics.completed(Duration.ZERO);
        metrics.failed("timeout");
        metrics.queueAge(Duration.ZERO);
        metrics.inFlight(0);
        metrics.waiting(0);
        metrics.sweepLag(Duration.ZERO);
        metrics.callbackRefused("wrong_token");
        metrics.workerDown();
        metrics.workerMisconfigured();
        metrics.deadLetters(0);
        var written = new HashSet<Metric>();
        lines.forEach(line -> collectFromLine(line, written));
        return written;
    }

    private static void collectFromLine(String line, Set<Metric> written) {
        var metadata = Template.asMap(json(line).get("_aws"), "_aws");
        for (var directive : maps(metadata.get("CloudWatchMetrics"))) {
            for (var definition : maps(directive.get("Metrics"))) {
                for (var dimensions : (List<?>) directive.get("Dimensions")) {
                    written.add(new Metric(text(definition, "Name"), names((List<?>) dimensions)));
                }
            }
        }
    }

    private static void collectFromAlarm(Map<String, Object> properties, List<Metric> read) {
        if (properties.get("Metrics") instanceof List<?> metrics) {
            maps(metrics).stream()
                    .filter(metric -> metric.containsKey("MetricStat"))
                    .map(metric -> Template.asMap(metric.get("MetricStat"), "MetricStat"))
                    .map(stat -> Template.asMap(stat.get("Metric"), "Metric"))
                    .forEach(metric -> collectFromAlarm(metric, read));
        } else if ("Quizsmith".equals(properties.get("Namespace"))) {
            var dimensions = maps(properties.get("Dimensions"));
            read.add(
                    new Metric(
                            text(properties, "MetricName"),
                            names(dimensions.stream().map(each -> each.get("Name")).toList())));
        }
    }

    private static void collectFromWidgets(Map<String, Object> dashboard, List<Metric> read) {
        for (var widget : maps(dashboard.get("widgets"))) {
            var properties = Template.asMap(widget.get("properties"), "properties");
            if (properties.get("metrics") instanceof List<?> metrics) {
                metrics.forEach(metric -> collectFromGraph((List<?>) metric, read));
            }
        }
    }

    /**
     * A line of a graph: namespace, name, then dimensions by turns with their values; or a search.
     */
    private static void collectFromGraph(List<?> line, List<Metric> read) {
        if (line.getFirst() instanceof Map<?, ?> expression) {
            Matcher search = SEARCH.matcher(String.valueOf(expression.get("expression")));
            assertThat(search.find()).as("a search in %s", expression).isTrue();
            read.add(new Metric(search.group(2), names(List.of(search.group(1).split(",")))));
        } else if (line.getFirst().equals("Quizsmith")) {
            var dimensions = new ArrayList<Object>();
            for (int i = 2; i + 1 < line.size(); i += 2) {
                dimensions.add(line.get(i));
            }
            read.add(new Metric(line.get(1).toString(), names(dimensions)));
        }
    }

    private static Map<String, Object> dashboard() {
        var body = TEMPLATE.resources().get("Dashboard").properties().get("DashboardBody");
        return json(text(Template.asMap(body, "DashboardBody"), "Fn::Sub"));
    }

    private static List<Template.Resource> alarms() {
        return TEMPLATE.ofType("AWS::CloudWatch::Alarm");
    }

    private static List<String> alarmNames() {
        return alarms().stream()
                .map(alarm -> resolved(TEMPLATE, alarm).get("AlarmName").toString())
                .map(name -> name.replaceFirst("^quizsmith-", ""))
                .toList();
    }

    /** The alarm's name and actions; what it watches refers to resources that are not here. */
    private static Map<String, Object> resolved(Template template, Template.Resource alarm) {
        var properties = new HashMap<>(alarm.properties());
        properties.keySet().removeAll(Set.of("Metrics", "Dimensions"));
        return Template.asMap(template.resolve(properties, alarm.id(), Map.of()), alarm.id());
    }

    private static String operating() throws IOException {
        return Files.readString(Root.path().resolve("docs").resolve("operating.md"));
    }

    private static String between(String text, String start, String end) {
        assertThat(text).contains(start, end);
        return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static Map<String, Object> json(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static List<Map<String, Object>> maps(Object list) {
        return Stream.of(list)
                .flatMap(each -> ((List<?>) each).stream())
                .map(each -> Template.asMap(each, "test"))
                .toList();
    }

    private static Set<String> names(List<?> names) {
        return new HashSet<>(names.stream().map(Object::toString).toList());
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }
}
