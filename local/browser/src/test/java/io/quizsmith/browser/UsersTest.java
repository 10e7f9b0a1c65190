package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static Shop shop;
    private static String task;

    @BeforeAll
    static void start() {
        shop = Shop.open();
        shop.ask("PUT", "users/9/", "{\"username\": \"Ada\", \"email\": \"ada@example.com\"}");
        task = shop.await(shop.generate("{\"user_id\": 9, \"quiz_size\": 1}"), "completed");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void aUserIsFoundByTheBeginningOfAnEmailAddress() {
        try (var visitor = new Visitor(shop.api()).open("/users")) {
            assertThat(visitor.link("learner1")).isVisible();
            visitor.page().getByLabel("Username, e-mail or id").fill("ADA@");
            visitor.button("Search").click();
            assertThat(visitor.link("learner1")).hasCount(0);
            visitor.link("Ada").click();

            assertThat(visitor.heading("Ada")).isVisible();
            assertThat(visitor.page().getByText("ada@example.com")).isVisible();
            assertThat(visitor.heading("Limits")).isVisible();
            assertThat(visitor.link(task)).isVisible();
        }
    }

    @Test
    void theTasksOfAUserAreFoundByTheirName() {
        try (var visitor = new Visitor(shop.api()).open("/tasks")) {
            visitor.page().getByLabel("Task id, username or e-mail").fill("ada");
            visitor.button("Search").click();
            // The table names her too, where her task has come by now.
            visitor.page()
                    .locator(".found")
                    .getByText("Ada", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            assertThat(visitor.link(task)).isVisible();
        }
    }

    @Test
    void whoIsNotThereIsSaidNotToBe() {
        try (var visitor = new Visitor(shop.api()).open("/users?q=nobody")) {
            assertThat(visitor.page().getByText("Nobody found")).isVisible();
        }
    }
}
