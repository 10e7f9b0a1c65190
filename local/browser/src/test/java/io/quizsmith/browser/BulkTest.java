package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class BulkTest {

    private Shop shop;

    @BeforeEach
    void start() {
        shop = Shop.open();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void failedTasksAreChosenByFilterSeenAndRetriedWithAReason() {
        for (int i = 0; i < 30; i++) {
            shop.generate("{\"user_id\": 2, \"extra_instructions\": \"fault:refuses\"}");
        }
        String last = shop.failed();
        try (var visitor = new Visitor(shop.api()).open("/tasks?status=failed")) {
            visitor.link("Act on many …").click();
            assertThat(visitor.page().getByLabel("Retry")).isChecked();
            assertThat(visitor.page().getByLabel("Status")).hasValue("failed");
            visitor.button("See what it touches").click();

            assertThat(visitor.standing()).hasText("Prepared");
            assertThat(visitor.page().getByText(Pattern.compile("31 tasks, and no others")))
                    .isVisible();
            assertThat(visitor.page().locator("tbody tr")).hasCount(10);
            assertThat(visitor.link(last)).isVisible();
            visitor.page().getByLabel("Reason").fill("the worker is back");
            visitor.button("Retry 31 tasks").click();

            assertThat(visitor.standing()).hasText("Done");
            assertThat(visitor.page().getByText("31 of 31 done")).isVisible();

            visitor.open("/tasks/" + last);
            assertThat(visitor.page().locator(".timeline")).containsText("the worker is back");
            visitor.link("Bulk actions").click();
            assertThat(visitor.page().getByText("the worker is back")).isVisible();
        }
    }

    @Test
    void whatSomebodyLeftUnfinishedAnybodyMayGoOnWith() {
        for (int i = 0; i < 30; i++) {
            shop.generate("{\"user_id\": 2, \"extra_instructions\": \"fault:silent\"}");
        }
        String id =
                shop.ask("POST", "bulk/", "{\"action\": \"cancel\", \"filter\": {\"user_id\": 2}}")
                        .get("id")
                        .toString();
        shop.ask("POST", "bulk/" + id + "/run/", "{\"reason\": \"somebody began\"}");
        try (var visitor = new Visitor(shop.api()).open("/bulk/" + id)) {
            assertThat(visitor.page().getByText("25 of 30 done")).isVisible();
            visitor.button("Go on").click();
            assertThat(visitor.standing()).hasText("Done");
            assertThat(visitor.page().getByText("30 of 30 done")).isVisible();
        }
    }

    @Test
    void nothingCanBeDoneToNothing() {
        try (var visitor = new Visitor(shop.api()).open("/bulk?status=failed")) {
            visitor.button("See what it touches").click();
            assertThat(visitor.page().getByText("Nothing to do: no task is like that")).isVisible();
        }
    }
}
