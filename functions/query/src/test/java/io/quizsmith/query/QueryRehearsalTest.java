package io.quizsmith.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.function.Environment;
import io.quizsmith.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** A rehearsal that stops half way would leave the first caller to wait for the rest. */
class QueryRehearsalTest {

    private static final List<String> SURROUNDINGS =
            List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey");

    @BeforeAll
    static void setSurroundings() {
        SURROUNDINGS.forEach(name -> System.setProperty(name, "us-east-1"));
    }

    @AfterAll
    static void clearSurroundings() {
        SURROUNDINGS.forEach(System::clearProperty);
    }

    @Test
    void goesThroughToTheAnswerThatClientsGet() {
        var variables =
                Map.of(
                        "TABLE_NAME", "none",
                        "STATUS_SHARDS", "4",
                        "QUEUE_URL", "http://127.0.0.1:9/queue",
                        "AI_WORKER_URL", "http://127.0.0.1:9/",
                        "MAX_ATTEMPTS", "3",
                        "START_DEADLINE_MINUTES", "30",
                        "TASK_DEADLINE_MINUTES", "15",
                        "MAX_PENDING_PER_USER", "5",
                        "MAX_TASKS_PER_DAY", "50");

        var environment = Environment.ofLambda(variables);
        var handler = new QueryHandler(environment);

        var answer = environment.rehearse(QueryRehearsal.rehearsal(), handler);

        assertThat(Json.object(answer.orElseThrow()).orElseThrow())
                .containsEntry("statusCode", 200);
    }
}
