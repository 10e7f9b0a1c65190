package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The local issuer's sign-in: who gets a code, and what it is good for. */
class LocalSignInTest {

    /** The example of RFC 7636. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Closed closed;

    @BeforeAll
    static void start() {
        closed = new Closed();
    }

    @AfterAll
    static void stop() {
        closed.close();
    }

    private static String console() {
        return closed.run.apiUri() + "/console/";
    }

    private static Map<String, String> wish() {
        var wish = new HashMap<String, String>();
        wish.put("response_type", "code");
        wish.put("client_id", LocalIssuer.CLIENT);
        wish.put("redirect_uri", console());
        wish.put("state", "a state");
        wish.put("nonce", "once");
        wish.put("code_challenge", CHALLENGE);
        wish.put("code_challenge_method", "S256");
        wish.put("user", "learner1");
        return wish;
    }

    private static Map<String, String> redemption(String code) {
        var redemption = new HashMap<String, String>();
        redemption.put("grant_type", "authorization_code");
        redemption.put("client_id", LocalIssuer.CLIENT);
        redemption.put("redirect_uri", console());
        redemption.put("code", code);
        redemption.put("code_verifier", VERIFIER);
        return redemption;
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields)
            throws Exception {
        String form =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(closed.issuer().uri().resolve(path))
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static String code(Map<String, String> wish) throws Exception {
        String back = post("/authorize", wish).headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(console() + "?code=").endsWith("&state=a+state");
        return URI.create(back).getQuery().split("[=&]", -1)[1];
    }

    @Test
    void aCodeIsGoodOnceForATokenOfThatUser() throws Exception {
        String code = code(wish());

        var given = post("/oauth2/token", redemption(code));
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(closed.run.apiUri().toString());
        var tokens = Json.object(given.body().getBytes(UTF_8)).orElseThrow();
        String token = tokens.get("access_token").toString();
        assertThat(closed.get("/api/ai/users/1/", token).status()).isEqualTo(200);
        assertThat(closed.get("/api/ai/health/details/", token).status()).isEqualTo(403);

        assertThat(post("/oauth2/token", redemption(code)).statusCode()).isEqualTo(400);
    }

    @Test
    void whoSaysSoIsAnOperator() throws Exception {
        var wish = wish();
        wish.put("operator", "on");
        var given = post("/oauth2/token", redemption(code(wish)));
        String token =
                Json.object(given.body().getBytes(UTF_8))
                        .orElseThrow()
                        .get("access_token")
                        .toString();

        assertThat(closed.get("/api/ai/health/details/", token).status()).isEqualTo(200);
    }

    @Test
    void noCodeGoesAnywhereButToTheConsole() throws Exception {
        for (var change :
                Map.of(
                                "redirect_uri", "https://evil.example/console/",
                                "client_id", "another",
                                "response_type", "token",
                                "code_challenge", "",
                                "code_challenge_method", "plain")
                        .entrySet()) {
            var wish = wish();
            wish.put(change.getKey(), change.getValue());

            var reply = post("/authorize", wish);

            assertThat(reply.statusCode()).as(change.toString()).isEqualTo(400);
            assertThat(reply.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void aCodeIsWorthNothingToWhoDidNotAskForIt() throws Exception {
        for (var change :
                Map.of(
                                "code_verifier", "another-verifier-another-verifier-another-ver",
                                "redirect_uri", "https://evil.example/",
                                "client_id", "another",
                                "grant_type", "password")
                        .entrySet()) {
            var redemption = redemption(code(wish()));
            redemption.put(change.getKey(), change.getValue());

            assertThat(post("/oauth2/token", redemption).statusCode())
                    .as(change.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void thePageHoldsWhatItWasGivenAsText() throws Exception {
        var wish = "\"><script>alert(1)</script>";
        String query =
                wish().entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getKey().equals("state")
                                                                ? wish
                                                                : field.getValue(),
                                                        UTF_8))
                        .collect(Collectors.joining("&"));
        try (var http = HttpClient.newHttpClient()) {
            var page =
                    http.send(
                            HttpRequest.newBuilder(
                                            closed.issuer().uri().resolve("/authorize?" + query))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("learner5").doesNotContain("<script>");
        }
    }
}
