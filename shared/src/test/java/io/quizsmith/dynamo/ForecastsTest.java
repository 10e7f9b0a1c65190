package io.quizsmith.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.cloud.Stack;
import io.quizsmith.cloud.TestCloud;
import io.quizsmith.rollup.Paces;
import io.quizsmith.rollup.RecentPaces;
import io.quizsmith.rollup.SampleEndings;
import io.quizsmith.task.SampleTasks;
import io.quizsmith.task.Task;
import io.quizsmith.user.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ForecastsTest {

    private static final Instant NOW = Instant.parse("2026-01-23T10:30:00Z");

    private Stack stack;
    private Task task;
    private Instant now = NOW;

    @BeforeEach
    void begin() {
        stack = TestCloud.newStack();
        task = SampleTasks.queued(new UserId(1), NOW);
        new TaskTable(stack.cloud().dynamo(), stack.ref("Table"), new Shards(4)).create(task);
        remember(NOW);
    }

    private void remember(Instant foldedTo) {
        var endings =
                Collections.nCopies(
                        25,
                        SampleEndings.completed(10, Duration.ofSeconds(1), Duration.ofMinutes(4)));
        var paces = RecentPaces.NONE.plus(NOW, Paces.of(endings));
        var progress =
                new RollupTable.Progress(
                        Optional.of(foldedTo), Map.of(), Optional.of(foldedTo), paces);
        var rollups = new RollupTable(stack.cloud().dynamo(), stack.ref("Table"));
        rollups.remember(progress);
        assertThat(rollups.progress()).isEqualTo(progress);
    }

    @Test
    void theForecastComesAlongWithATaskOnceAMinute() {
        var service = new Service("");
        var forecasts = forecasts(service);
        var tasks = tasks(service, forecasts);
        assertThat(forecasts.eta(task)).isEmpty();

        assertThat(tasks.find(task.id())).contains(task);
        assertThat(forecasts.eta(task).orElseThrow().samples()).isEqualTo(25);
        now = NOW.plusSeconds(59);
        assertThat(tasks.find(task.id())).contains(task);
        now = NOW.plusSeconds(60);
        assertThat(tasks.find(task.id())).contains(task);

        assertThat(service.calls).containsExactly("both", "one", "both");
    }

    @Test
    void aTaskThatIsNotThereIsNotThere() {
        var service = new Service("");
        var tasks = tasks(service, forecasts(service));

        assertThat(tasks.find(SampleTasks.queued(new UserId(2), NOW).id())).isEmpty();
        assertThat(service.calls).containsExactly("both");
    }

    @Test
    void withoutTheForecastATaskIsFoundAllTheSameAndTheForecastWithTheNext() {
        var service = new Service("PROGRESS");
        var forecasts = forecasts(service);
        var tasks = tasks(service, forecasts);

        assertThat(tasks.find(task.id())).contains(task);
        assertThat(forecasts.eta(task)).isEmpty();
        service.leftOut = "";
        assertThat(tasks.find(task.id())).contains(task);
        assertThat(forecasts.eta(task)).isPresent();

        assertThat(service.calls).containsExactly("both", "both");
    }

    /** That would tell a client that its task never was. */
    @Test
    void aTaskThatTheServiceLeftOutIsReadAgain() {
        var service = new Service("TASK");
        var forecasts = forecasts(service);

        assertThat(tasks(service, forecasts).find(task.id())).contains(task);
        assertThat(forecasts.eta(task)).isPresent();

        assertThat(service.calls).containsExactly("both", "one");
    }

    @Test
    void whereSweepStandsStillNothingIsForetold() {
        remember(NOW.minus(Duration.ofMinutes(61)));
        var service = new Service("");
        var forecasts = forecasts(service);

        assertThat(tasks(service, forecasts).find(task.id())).contains(task);
        assertThat(forecasts.eta(task)).isEmpty();
    }

    private Forecasts forecasts(Service service) {
        var client = stack.cloud().dynamo("local", service);
        return new Forecasts(client, stack.ref("Table"), () -> now);
    }

    private TaskTable tasks(Service service, Forecasts forecasts) {
        var client = stack.cloud().dynamo("local", service);
        return new TaskTable(client, stack.ref("Table"), new Shards(4), forecasts);
    }

    /** Notes the reads, and leaves one key out of a batch, by its {@code sk}. */
    private static final class Service implements ExecutionInterceptor {

        private final List<String> calls = new ArrayList<>();
        private String leftOut;

        private Service(String leftOut) {
            this.leftOut = leftOut;
        }

        private boolean isLeftOut(Map<String, AttributeValue> key) {
            return key.get("sk").s().equals(leftOut);
        }

        @Override
        public SdkRequest modifyRequest(
                Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (context.request() instanceof BatchGetItemRequest batch) {
                calls.add("both");
                var entry = batch.requestItems().entrySet().iterator().next();
                var keys = entry.getValue().keys().stream().filter(k -> !isLeftOut(k)).toList();
                var fewer = entry.getValue().toBuilder().keys(keys).build();
                return batch.toBuilder().requestItems(Map.of(entry.getKey(), fewer)).build();
            }
            if (context.request() instanceof GetItemRequest) {
                calls.add("one");
            }
            return context.request();
        }

        @Override
        public SdkResponse modifyResponse(
                Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (!(context.response() instanceof BatchGetItemResponse answer) || leftOut.isEmpty()) {
                return context.response();
            }
            var keys =
                    KeysAndAttributes.builder()
                            .keys(List.of(Map.of("sk", AttributeValue.fromS(leftOut))))
                            .build();
            return answer.toBuilder().unprocessedKeys(Map.of("table", keys)).build();
        }
    }
}
