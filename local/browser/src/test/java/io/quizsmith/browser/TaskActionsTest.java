package io.quizsmith.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

class TaskActionsTest {

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
    void aTaskIsCancelledWithAReasonThatStandsInItsTimeline() {
        String task = shop.processing();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            visitor.button("Cancel task").click();
            visitor.confirm("Cancel task", "asked for twice");

            assertThat(visitor.standing()).hasText("Cancelled");
            assertThat(visitor.page().locator(".timeline")).containsText("asked for twice");
            assertThat(visitor.button("Cancel task")).hasCount(0);
            assertThat(visitor.button("Retry")).isVisible();
        }
    }

    @Test
    void aFailedTaskIsRetried() {
        String task = shop.failed();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            assertThat(visitor.page().getByText("The AI worker refused this task").first())
                    .isVisible();
            visitor.button("Retry").click();
            visitor.confirm("Retry", "the worker was upgraded");

            assertThat(visitor.page().locator(".timeline")).containsText("Attempt 2");
            assertThat(visitor.page().locator(".timeline")).containsText("the worker was upgraded");
        }
    }

    @Test
    void aTaskIsFailedOnlyWithAReason() {
        String task = shop.processing();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            visitor.button("Fail task").click();
            var dialog = visitor.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog.getByRole(AriaRole.TEXTBOX)).hasAttribute("required", "");
            visitor.confirm("Fail task", "");
            assertThat(dialog).isVisible();
            visitor.confirm("Fail task", "stuck for good");

            assertThat(visitor.standing()).hasText("Failed");
            assertThat(visitor.page().locator(".timeline")).containsText("stuck for good");
        }
    }

    @Test
    void whatTheApiRefusesIsSaidInTheDialog() {
        String task = shop.processing();
        try (var visitor = new Visitor(shop.api()).expecting(409).open("/tasks/" + task)) {
            visitor.button("Fail task").click();
            shop.ask("POST", "tasks/" + task + "/cancel/", "");
            visitor.confirm("Fail task", "too late");

            assertThat(visitor.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT))
                    .isVisible();
        }
    }

    @Test
    void aDialogGivesTheFocusBackToItsButton() {
        String task = shop.processing();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            visitor.button("Cancel task").focus();
            visitor.page().keyboard().press("Enter");
            assertThat(visitor.page().getByRole(AriaRole.DIALOG)).isVisible();
            visitor.page().keyboard().press("Escape");

            assertThat(visitor.page().getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(visitor.button("Cancel task")).isFocused();
        }
    }

    @Test
    void aQuizIsTakenElsewhereAndWhatGetsLostIsSaid() throws IOException {
        String task = shop.completed();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            var page = visitor.page();
            assertThat(page.locator(".facts").first()).containsText("3 received");
            page.getByLabel("Take it elsewhere as").selectOption("kahoot");
            var sheet = page.waitForDownload(() -> visitor.button("Download quiz").click());
            assertThat(sheet.suggestedFilename()).isEqualTo(task + ".xlsx");
            assertThat(page.getByText("The format has no place for: directive")).isVisible();

            page.getByLabel("Take it elsewhere as").selectOption("gift");
            var text = page.waitForDownload(() -> visitor.button("Download quiz").click());
            assertThat(Files.readString(text.path())).startsWith("// [id:" + task + "-q1]");
        }
    }

    @Test
    void aCallbackIsReadAsATreeCopiedAndKept() throws IOException {
        String task = shop.completed();
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            var page = visitor.page();
            page.locator("summary", new Page.LocatorOptions().setHasText("answered 201")).click();
            assertThat(page.locator(".tree")).containsText("questions");
            assertThat(page.locator(".tree")).containsText("3 items");

            visitor.button("Copy JSON").click();
            assertThat(page.getByText("Copied")).isVisible();
            String copied = page.evaluate("navigator.clipboard.readText()").toString();
            var download = page.waitForDownload(() -> visitor.button("Download").click());

            assertThat(copied).contains("\"questions\": [");
            assertThat(Files.readString(download.path())).isEqualTo(copied);
            assertThat(download.suggestedFilename()).startsWith("callback-").endsWith(".json");
        }
    }

    @Test
    void whatWasAskedForIsShownFieldByField() {
        String task =
                shop.generate(
                        "{\"user_id\": 1, \"quiz_size\": 2, \"profession\": \"pilot\","
                                + " \"preferred_topics\": [\"weather\", \"radio\"]}");
        try (var visitor = new Visitor(shop.api()).open("/tasks/" + task)) {
            var request = visitor.page().getByLabel("Request");
            for (var text : new String[] {"pilot", "weather", "radio", "Advanced"}) {
                assertThat(request.getByText(text)).isVisible();
            }
            assertThat(visitor.page().locator(".question")).hasCount(2);
        }
    }

    @Test
    void anUnknownTaskIsSaidToBeUnknown() {
        try (var visitor =
                new Visitor(shop.api()).expecting(404).open("/tasks/task-1-1234567890123")) {
            assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("Task not found");
        }
    }
}
