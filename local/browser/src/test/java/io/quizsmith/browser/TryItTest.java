package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class TryItTest {

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
    void aQuizIsAskedForFollowedAndReadWithItsKey() {
        try (var visitor = new Visitor(shop.api()).open("/try")) {
            var page = visitor.page();
            page.getByLabel("Questions").fill("4");
            page.getByLabel("Preferred topics").fill("travel\nfood");
            visitor.button("Ask for the quiz").click();

            assertThat(visitor.standing()).hasText("Completed");
            assertThat(page.locator(".question")).hasCount(4);
            assertThat(page.locator(".mark")).hasCount(0);
            page.getByLabel("Show key and explanations").check();
            assertThat(page.getByText("correct", exactly())).hasCount(4);
            assertThat(page).hasURL(Pattern.compile("#/try\\?task=task-1-\\d+$"));
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        try (var visitor = new Visitor(shop.api()).expecting(400).open("/try")) {
            var page = visitor.page();
            page.getByLabel("Questions").fill("1000");
            page.getByLabel("Motivation").fill("0");
            visitor.button("Ask for the quiz").click();

            assertThat(page.getByLabel("Questions")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#quiz_size-hint")).hasText("must be between 1 and 100");
            assertThat(page.locator("#motivation_level-hint")).containsText("1");
        }
    }
}
