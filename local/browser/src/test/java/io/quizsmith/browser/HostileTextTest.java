package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** What strangers write is shown as they wrote it, and does nothing. */
class HostileTextTest {

    private static final String MARKUP =
            "<script>window.broken = true</script>\"><img src=x onerror=\"window.broken = true\">";
    private static final String TEXT = MARKUP + " \u202Egnp.exe \u2067 " + "W".repeat(2000);

    private static Shop shop;
    private static String task;
    private static String failed;

    @BeforeAll
    static void start() {
        shop = Shop.open();
        task = shop.processing();
        shop.callback(Json.write(callback(task)));
        shop.await(task, "completed");
        failed = shop.processing();
        shop.callback(
                Json.write(
                        Map.of(
                                "worker_task_id",
                                failed,
                                "user_id",
                                4,
                                "status",
                                "failed",
                                "error",
                                TEXT)));
        shop.callback(
                Json.write(Map.of("worker_task_id", MARKUP, "user_id", 4, "status", "failed")));
        shop.deadLetter(TEXT);
        shop.ask(
                "PUT",
                "users/66/",
                Json.write(
                        Map.of(
                                "username", MARKUP + "W".repeat(60),
                                "first_name", MARKUP,
                                "profession", MARKUP)));
        shop.generate(
                Json.write(
                        Map.of(
                                "user_id",
                                66,
                                "quiz_size",
                                1,
                                "declared_level",
                                "<b>" + "W".repeat(47),
                                "profession",
                                MARKUP,
                                "preferred_topics",
                                List.of("W".repeat(100), "<i>x</i>"),
                                "extra_instructions",
                                MARKUP + "W".repeat(1900))));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static Map<String, Object> callback(String task) {
        return Map.of(
                "worker_task_id",
                task,
                "user_id",
                4,
                "questions",
                List.of(
                        Map.of(
                                "sentence",
                                TEXT,
                                "options",
                                Map.of("A", TEXT.substring(0, 1000), "B", "b", "C", "c", "D", "d"),
                                "correct_answer",
                                "A",
                                "explanation",
                                TEXT,
                                "type",
                                "<i>" + "W".repeat(90),
                                "difficulty",
                                "advanced",
                                "score",
                                1,
                                "context",
                                MARKUP)));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void itIsTextAndBreaksNoLayout(int width) {
        String newest =
                ((List<?>) shop.ask("GET", "tasks/?user_id=66", "").get("tasks"))
                        .getFirst()
                        .toString()
                        .replaceFirst(".*task_id=([^,}]+).*", "$1");
        for (String view :
                List.of(
                        "/",
                        "/tasks",
                        "/tasks/" + task,
                        "/tasks/" + failed,
                        "/tasks/" + newest,
                        "/dead-letters",
                        "/users",
                        "/users/66",
                        "/bulk?user_id=" + "W".repeat(200),
                        "/tasks?q=" + "W".repeat(200),
                        "/try?task=" + task)) {
            try (var visitor = new Visitor(shop.api(), width, ColorScheme.LIGHT)) {
                visitor.expecting(400).expecting(404).open(view).settled();
                var page = visitor.page();
                page.locator("details")
                        .all()
                        .forEach(details -> details.evaluate("each => { each.open = true }"));
                visitor.settled();

                assertThat(page.evaluate("window.broken === undefined")).as(view).isEqualTo(true);
                assertThat(page.locator("main script, main img, main b i")).hasCount(0);
                assertThat(
                                page.evaluate(
                                        "document.documentElement.scrollWidth - window.innerWidth"))
                        .as(view + " is too wide")
                        .isEqualTo(0);
            }
        }
    }

    @Test
    void aLearnersViewShowsItLetterByLetter() {
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            var stem = visitor.page().locator(".question legend .foreign").first();
            assertThat(stem).containsText("<script>window.broken = true</script>");
            assertThat(stem).containsText("[U+202E]gnp.exe");
            assertThat(stem.evaluate("each => getComputedStyle(each).unicodeBidi").toString())
                    .isEqualTo("isolate");
        }
    }
}
