package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class TaskListTest {

    private static Shop shop;
    private static String failed;
    private static String completed;

    @BeforeAll
    static void start() {
        shop = Shop.open();
        failed = shop.failed();
        completed = shop.completed();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static Locator rows(Visitor visitor) {
        return visitor.page().locator("tbody tr");
    }

    @Test
    void aFilterStandsInTheAddressSoThatItCanBeShared() {
        try (var visitor = new Visitor(shop.api()).open("/tasks")) {
            assertThat(visitor.link(completed)).isVisible();
            visitor.page().getByLabel("Status").selectOption("failed");

            assertThat(visitor.link(failed)).isVisible();
            assertThat(visitor.link(completed)).hasCount(0);
            assertThat(visitor.page()).hasURL(Pattern.compile("#/tasks\\?status=failed$"));

            try (var friend = new Visitor(shop.api())) {
                friend.page().navigate(visitor.page().url());
                assertThat(friend.page().getByLabel("Status")).hasValue("failed");
                assertThat(friend.link(failed)).isVisible();
                assertThat(rows(friend)).hasCount(1);
            }
            visitor.page().goBack();
            assertThat(visitor.link(completed)).isVisible();
        }
    }

    @Test
    void whatNoTaskIsLikeSaysWhatToDo() {
        try (var visitor =
                new Visitor(shop.api()).open("/tasks?status=failed&declared_level=University")) {
            assertThat(visitor.page().getByText("No task is like that")).isVisible();
            visitor.link("Show all tasks").click();
            assertThat(visitor.link(completed)).isVisible();
        }
    }

    @Test
    void aTaskIdInTheSearchLeadsToItsTask() {
        try (var visitor = new Visitor(shop.api()).open("/tasks")) {
            visitor.page().getByLabel("Task id, username or e-mail").fill(failed);
            visitor.button("Search").click();
            assertThat(visitor.heading(failed)).isVisible();
        }
    }

    @Test
    void aLongListIsReadPageByPageAndBack() {
        for (int i = 0; i < 30; i++) {
            shop.generate("{\"user_id\": 5, \"quiz_size\": 1}");
        }
        try (var visitor = new Visitor(shop.api()).open("/tasks?user_id=5")) {
            assertThat(rows(visitor)).hasCount(25);
            String first = rows(visitor).first().locator("a.mono").innerText();
            visitor.link("Next").click();
            assertThat(rows(visitor)).hasCount(5);
            visitor.link("Back").click();
            assertThat(rows(visitor)).hasCount(25);
            assertThat(rows(visitor).first().locator("a.mono").innerText()).isEqualTo(first);
        }
    }

    @Test
    void theListIsKeptUpToDateWithoutLosingFocus() {
        try (var visitor = new Visitor(shop.api()).open("/tasks?user_id=3")) {
            assertThat(visitor.page().getByText("No task is like that")).isVisible();
            var user = visitor.page().getByLabel("User id or name");
            user.focus();
            String task = shop.generate("{\"user_id\": 3, \"quiz_size\": 1}");

            assertThat(visitor.link(task)).isVisible();
            assertThat(rows(visitor).first().locator(".badge")).hasText("Completed");
            assertThat(user).isFocused();
        }
    }

    @Test
    void theTimeOfARowIsRelativeAndExactOnDemand() {
        try (var visitor = new Visitor(shop.api()).open("/tasks?status=failed")) {
            var time = rows(visitor).first().locator("time");
            assertThat(time).hasText(Pattern.compile("just now|ago"));
            assertThat(time).hasAttribute("title", Pattern.compile("20\\d\\d.*:\\d\\d"));
        }
    }
}
