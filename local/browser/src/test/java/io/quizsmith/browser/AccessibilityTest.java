package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import io.quizsmith.local.Options;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class AccessibilityTest {

    private static Shop shop;
    private static Map<String, String> views;

    @BeforeAll
    static void start() {
        shop = Shop.open();
        views = Views.of(shop);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void noViewHasASeriousFault(ColorScheme scheme, int width) {
        for (var view : views.entrySet()) {
            try (var visitor = new Visitor(shop.api(), width, scheme)) {
                visitor.open(view.getValue()).settled();
                visitor.page()
                        .locator("details")
                        .all()
                        .forEach(details -> details.evaluate("each => { each.open = true }"));
                visitor.settled();
                check(visitor.page(), view.getKey());
            }
        }
    }

    @Test
    void noDialogHasASeriousFault() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var visitor = new Visitor(shop.api(), 1280, scheme)) {
                visitor.open(views.get("task-processing"));
                visitor.button("Fail task").click();
                assertThat(visitor.page().getByRole(AriaRole.DIALOG)).isVisible();
                check(visitor.page(), "dialog");
            }
        }
    }

    @Test
    void theSignInPagesHaveNoSeriousFault() {
        try (var closed = new Shop(Options.forTests().withAuth());
                var visitor = new Visitor(closed.api()).open("/")) {
            assertThat(visitor.heading("Sign in")).isVisible();
            check(visitor.page(), "sign-in");
            visitor.button("Sign in").click();
            assertThat(visitor.page().getByLabel("User")).isVisible();
            check(visitor.page(), "issuer");
        }
    }

    @Test
    void theFirstStopOfTheKeyboardSkipsTheNavigation() {
        try (var visitor = new Visitor(shop.api()).open("/tasks").settled()) {
            visitor.page().keyboard().press("Tab");
            assertThat(visitor.link("Skip to content")).isFocused();
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.page().locator("main")).isFocused();
        }
    }

    @Test
    void aNewViewIsAnnouncedByItsHeading() {
        try (var visitor = new Visitor(shop.api()).open("/tasks").settled()) {
            visitor.link("Users").focus();
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.heading("Users")).isFocused();
            assertThat(visitor.page()).hasTitle("Users · Quizsmith");
        }
    }

    private static void check(Page page, String name) {
        var serious =
                new AxeBuilder(page)
                        .setLegacyMode(true).analyze().getViolations().stream()
                                .filter(
                                        found ->
                                                List.of("serious", "critical")
                                                        .contains(found.getImpact()))
                                .map(
                                        found ->
                                                found.getId()
                                                        + ": "
                                                        + found.getNodes().stream()
                                                                .map(node -> node.getHtml())
                                                                .toList())
                                .toList();
        assertThat(serious).as(name).isEmpty();
    }
}
