package io.quizsmith.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {

    @Test
    void aSlashAtTheEndIsTheSamePath() {
        assertThat(ApiPath.match("/api/ai/tasks/task-1-2/"))
                .contains(new ApiPath.Match(ApiPath.TASK, "task-1-2"))
                .isEqualTo(ApiPath.match("/api/ai/tasks/task-1-2"));
        assertThat(ApiPath.match("/api/ai/tasks/")).isEqualTo(ApiPath.match("/api/ai/tasks"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/api/ai",
                "/api/ai/",
                "/api/ai//generate",
                "/api/ai/generate//",
                "/api/ai/tasks//",
                "/api/ai/tasks/../generate",
                "/api/ai/tasks/..",
                "/api/ai/tasks/a/b",
                "/api/ai/Generate"
            })
    void everythingElseIsNoPath(String path) {
        assertThat(ApiPath.match(path)).isEmpty();
    }
}
