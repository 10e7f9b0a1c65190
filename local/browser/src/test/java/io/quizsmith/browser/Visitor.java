package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who looks at the console with a browser of their own. Whatever the browser complains of
 * is a failure: an error, a broken promise, something that the content policy had to stop.
 */
final class Visitor implements AutoCloseable {

    private static final int WIDE = 1280;
    private static final int HIGH = 800;

    private final URI console;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Visitor(URI api) {
        this(api, WIDE, ColorScheme.LIGHT);
    }

    Visitor(URI api, int width, ColorScheme scheme) {
        this.console = api.resolve("/console/");
        this.context =
                Chromium.shared()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setLocale("en-GB")
                                        .setTimezoneId("UTC")
                                        .setColorScheme(scheme)
                                        .setPermissions(
                                                List.of("clipboard-read", "clipboard-write"))
                                        .setViewportSize(width, HIGH));
        this.page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (List.of("error", "warning").contains(message.type())) {
                        complaints.add(message.text() + " at " + message.location());
                    }
                });
        page.onPageError(complaints::add);
        page.setDefaultTimeout(15_000);
    }

    Page page() {
        return page;
    }

    /** Goes to a view, such as {@code /tasks?status=failed}. */
    Visitor open(String view) {
        page.navigate(console + "#" + view);
        return this;
    }

    /** Waits until everything that the view has asked for is there. */
    Visitor settled() {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator(".loading")).hasCount(0);
        return this;
    }

    /** The API will refuse something with that status, and the browser notes it. */
    Visitor expecting(int status) {
        expected.add("the server responded with a status of " + status);
        return this;
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    Locator link(String text) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    /** The badge that says how a task, or whatever the view is about, stands. */
    Locator standing() {
        return page.locator(".standing .badge").first();
    }

    /** Gives the reason that an open dialog asks for, and goes through with it. */
    void confirm(String button, String reason) {
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).fill(reason);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Override
    public void close() {
        context.close();
        var unexpected =
                complaints.stream()
                        .filter(complaint -> expected.stream().noneMatch(complaint::contains))
                        .toList();
        if (!unexpected.isEmpty()) {
            throw new AssertionError("the browser complained: " + unexpected);
        }
    }
}
