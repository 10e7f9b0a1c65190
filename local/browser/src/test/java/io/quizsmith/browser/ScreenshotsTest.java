package io.quizsmith.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import io.quizsmith.cloud.Root;
import io.quizsmith.local.Options;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Takes the pictures of docs/console/ anew, with {@code -Dscreenshots=true}. */
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotsTest {

    private static final int QUALITY = 60;
    private static final List<String> LEFT_OUT = List.of("task-failed", "nothing-found");
    private static final Path FOLDER = Root.path().resolve("docs/console");

    @Test
    void everyViewIsPicturedWideAndNarrowLightAndDark() throws IOException {
        Files.createDirectories(FOLDER);
        try (var shop = BusyHour.open();
                var closed = new Shop(Options.forTests().withAuth())) {
            var views = Views.of(shop);
            views.keySet().removeAll(LEFT_OUT);
            for (var view : views.entrySet()) {
                take(shop, view.getKey(), view.getValue());
            }
            take(closed, "sign-in", "/");
        }
    }

    private static void take(Shop shop, String name, String view) throws IOException {
        for (int width : List.of(1280, 360)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                String file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                try (var visitor = new Visitor(shop.api(), width, scheme)) {
                    visitor.open(view).settled();
                    Files.write(FOLDER.resolve(file + ".webp"), picture(visitor.page(), width));
                }
            }
        }
    }

    /** As high as the view is, up to a limit: a list goes on and on. */
    private static byte[] picture(Page page, int width) {
        int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
        page.setViewportSize(width, Math.min(height, width == 360 ? 1300 : 1150));
        var how = new JsonObject();
        how.addProperty("format", "webp");
        how.addProperty("quality", QUALITY);
        var taken = page.context().newCDPSession(page).send("Page.captureScreenshot", how);
        return Base64.getDecoder().decode(taken.get("data").getAsString());
    }
}
