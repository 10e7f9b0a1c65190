package io.quizsmith.local;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page on which a person says who they are, in the place of a user pool's. */
final class SignInPage {

    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private static final List<String> HANDED_ON =
            List.of(
                    "response_type",
                    "client_id",
                    "redirect_uri",
                    "scope",
                    "state",
                    "nonce",
                    "code_challenge",
                    "code_challenge_method");

    private static final String FRAME =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Sign in · Quizsmith on this machine</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { display: grid; place-items: center; min-height: 90vh; margin: 1rem; }
            main { width: min(22rem, 100%%); }
            h1 { font-size: 1.4rem; }
            label { display: block; margin: 1rem 0 .3rem; }
            select, button { font: inherit; padding: .5rem .7rem; width: 100%%; }
            .check { display: flex; gap: .5rem; }
            button { margin-top: 1.2rem; cursor: pointer; }
            </style>
            <main>%s</main>
            </html>
            """;

    private SignInPage() {}

    static String of(Map<String, String> wish) {
        String users =
                SampleUsers.all().stream()
                        .map(user -> user.username())
                        .map(name -> "<option value=\"%s\">%s</option>".formatted(name, name))
                        .collect(Collectors.joining());
        return FRAME.formatted(
                """
                <h1>Sign in</h1>
                <p>This is the issuer of <code>./quizsmith up --auth</code>, on this machine only.
                It takes your word for who you are.</p>
                <form method="post" action="/authorize">
                %s
                <label for="user">User</label>
                <select id="user" name="user"><option value="">nobody, just an operator</option>%s</select>
                <label class="check"><input type="checkbox" name="operator" checked> operator</label>
                <button>Sign in</button>
                </form>
                """
                        .formatted(hidden(wish), users));
    }

    static String refusal(URI console) {
        return FRAME.formatted(
                """
                <h1>Nobody can be signed in so</h1>
                <p>Only the console of this run may ask: start at <a href="%1$s">%1$s</a>.</p>
                """
                        .formatted(escaped(console.toString())));
    }

    private static String hidden(Map<String, String> wish) {
        return HANDED_ON.stream()
                .map(
                        name ->
                                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                                        .formatted(name, escaped(wish.getOrDefault(name, ""))))
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
