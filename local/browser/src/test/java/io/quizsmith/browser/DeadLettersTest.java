package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = Shop.open();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void aDeadLetterIsRedrivenWithAReason() {
        String task = shop.queued();
        shop.deadLetter(task);
        try (var visitor = new Visitor(shop.api()).open("/dead-letters")) {
            var letter = letter(visitor, task);
            letter.getByRole(AriaRole.BUTTON, named("Redrive")).click();
            visitor.confirm("Redrive", "the worker is back");

            assertThat(visitor.page().getByText("It is on its way again.")).isVisible();
            assertThat(letter).hasCount(0);
            visitor.link("All").click();
            assertThat(letter(visitor, task).locator(".badge").first()).hasText("Redriven");
            assertThat(letter(visitor, task)).containsText("the worker is back");
        }
    }

    @Test
    void aMessageThatIsNoTaskIdIsLookedAtAndDiscarded() {
        shop.deadLetter("what is this");
        try (var visitor = new Visitor(shop.api()).open("/dead-letters")) {
            var letter = letter(visitor, "what is this");
            assertThat(letter).containsText("No task");
            assertThat(letter.getByRole(AriaRole.BUTTON, named("Redrive"))).hasCount(0);
            letter.getByRole(AriaRole.BUTTON, named("Discard")).click();
            visitor.confirm("Discard", "not ours");

            assertThat(letter).hasCount(0);
        }
    }

    @Test
    void aCallbackOfNoTaskIsReadThere() {
        shop.callback("{\"worker_task_id\": \"task-9-9\", \"user_id\": 1, \"status\": \"failed\"}");
        try (var visitor = new Visitor(shop.api()).open("/dead-letters")) {
            visitor.page().getByText("task-9-9").click();
            assertThat(visitor.page().locator(".tree")).containsText("worker_task_id");
        }
    }

    private static Locator letter(Visitor visitor, String text) {
        return visitor.page()
                .locator(".letters > li")
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
