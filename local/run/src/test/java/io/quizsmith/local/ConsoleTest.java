package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The console's pages: for anybody, without a call to AWS, and with nothing of others' in them. */
class ConsoleTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private static Closed closed;

    @BeforeAll
    static void start() {
        closed = new Closed();
    }

    @AfterAll
    static void stop() {
        closed.close();
    }

    private static List<String> addresses() {
        var addresses = new ArrayList<String>();
        var found = ADDRESS.matcher(closed.get("/console/", "").body());
        while (found.find()) {
            addresses.add("/console/" + found.group(1));
        }
        return addresses;
    }

    @Test
    void itsPagesNeedNoTokenAndMakeNoCallToAws() {
        var asked = new ArrayList<>(addresses());
        asked.addAll(List.of("/console", "/console/", "/console/config.json", "/console/none.js"));
        assertThat(asked).hasSizeGreaterThan(20);
        for (String path : asked) {
            for (String method : List.of("GET", "HEAD")) {
                for (String token : List.of("", "garbage", closed.operator())) {
                    var reply = closed.send(method, path, token, "");
                    assertThat(reply.calls()).as(method + " " + path).isEmpty();
                    assertThat(reply.status())
                            .as(method + " " + path)
                            .isEqualTo(
                                    path.endsWith("none.js")
                                            ? 404
                                            : path.equals("/console") ? 308 : 200);
                    assertThat(reply.body().isEmpty())
                            .isEqualTo(method.equals("HEAD") || path.equals("/console"));
                }
            }
        }
    }

    @Test
    void nothingButItsOwnFilesMayRunAndNothingMayFrameIt() {
        for (String path : List.of("/console/", addresses().getFirst(), "/console/config.json")) {
            var headers = closed.get(path, "").headers();
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                    .contains("connect-src 'self' " + closed.issuer().uri() + ";")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(headers)
                    .containsEntry("x-content-type-options", "[nosniff]")
                    .containsEntry("x-frame-options", "[DENY]")
                    .containsEntry("referrer-policy", "[no-referrer]")
                    .containsEntry("cross-origin-opener-policy", "[same-origin]");
        }
        assertThat(closed.get("/console/", "").body())
                .doesNotContain("http://", "https://", "style=", "onload")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void whatHasADigestInItsAddressIsKeptForGoodAndTheRestAskedForAgain() {
        for (String path : addresses()) {
            assertThat(closed.get(path, "").headers())
                    .as(path)
                    .containsEntry("cache-control", "[public, max-age=31536000, immutable]");
        }
        String old =
                addresses().getFirst().replaceFirst("/v[0-9a-f]+/", "/v" + "0".repeat(32) + "/");
        for (String path : List.of("/console/", "/console/config.json", old)) {
            var first = closed.get(path, "");
            String tag = first.headers().get("etag").replaceAll("[\\[\\]]", "");
            assertThat(first.headers()).containsEntry("cache-control", "[no-cache]");

            var again = closed.send("GET", path, "", "", "If-None-Match", tag);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void nothingIsServedButWhatIsThere() {
        for (String name :
                List.of(
                        "index.html",
                        "files.txt",
                        "../application.properties",
                        "..%2f..%2fio/quizsmith/query/Console.class",
                        "vendor/",
                        "vendor",
                        "/app.js")) {
            assertThat(closed.get("/console/" + name, "").status()).as(name).isEqualTo(404);
        }
        assertThat(closed.send("POST", "/console/", "", "").status()).isEqualTo(404);
    }

    @Test
    void itSaysWhereToSignInOnlyWhereOneMust() {
        assertThat(closed.get("/console/config.json", "").body())
                .isEqualTo(
                        "{\"sign_in\":{\"issuer\":\"%s\",\"client_id\":\"quizsmith-local\",\"scope\":\"openid\"}}"
                                .formatted(closed.issuer().uri()));
    }
}
