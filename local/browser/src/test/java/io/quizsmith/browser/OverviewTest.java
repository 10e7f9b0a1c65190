package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class OverviewTest {

    private static Shop shop;

    @BeforeAll
    static void start() {
        shop = Shop.open();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static Locator card(Visitor visitor, String name) {
        return visitor.page()
                .locator(".card")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator(".value");
    }

    @Test
    void whatEndsIsCountedAtOnceAndExplained() {
        shop.completed();
        shop.failed();
        try (var visitor = new Visitor(shop.api()).open("/")) {
            assertThat(card(visitor, "Completed")).hasText("1");
            assertThat(card(visitor, "Failed")).hasText("1");
            assertThat(card(visitor, "AI worker")).hasText("Reachable");
            assertThat(visitor.page().getByRole(AriaRole.IMG)).hasCount(4);

            shop.completed();
            assertThat(card(visitor, "Completed")).hasText("2"); // by itself

            visitor.page().locator("summary").first().click();
            assertThat(visitor.page().locator(".numbers tbody tr").first()).isVisible();
            visitor.link("Week").click();
            assertThat(visitor.heading("The last week")).isVisible();
            assertThat(visitor.page()).hasURL(Pattern.compile("#/\\?window=week$"));
            visitor.link("Failed").click();
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
        }
    }
}
