package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quizsmith.json.Json;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Signs a person in for the console, as the pages of a user pool do: a code for the browser (RFC
 * 6749), good once, for a minute, and only for who asked for it (RFC 7636). Who one is, one says;
 * the code goes nowhere but to the console of this run.
 */
final class LocalSignIn {

    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final int MAX_BODY = 10_000;
    private static final int MAX_CODES = 1000;

    private final LocalIssuer issuer;
    private final URI console;
    private final InstantSource clock;
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    LocalSignIn(LocalIssuer issuer, URI console, InstantSource clock) {
        this.issuer = issuer;
        this.console = console;
        this.clock = clock;
    }

    /** What a code stands for. */
    private record Grant(
            String username, boolean operator, String challenge, String nonce, Instant until) {}

    /** Whether the request is for us; then it is answered. */
    boolean handle(Request request, Response response, Callback callback) throws IOException {
        switch (request.getMethod() + " " + request.getHttpURI().getPath()) {
            case "GET /authorize" -> ask(query(request), response, callback);
            case "POST /authorize" -> grant(form(request), response, callback);
            case "POST /oauth2/token" -> redeem(form(request), response, callback);
            case "GET /logout" -> redirect(console.toString(), response, callback);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> query(Request request) {
        String query = request.getHttpURI().getQuery();
        return fields(query == null ? "" : query);
    }

    private static Map<String, String> form(Request request) throws IOException {
        try (var stream = Content.Source.asInputStream(request)) {
            return fields(new String(stream.readNBytes(MAX_BODY), UTF_8));
        }
    }

    private static Map<String, String> fields(String encoded) {
        var fields = new HashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            fields.put(decoded(sides[0]), sides.length == 2 ? decoded(sides[1]) : "");
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException strayPercent) {
            return text;
        }
    }

    private void ask(Map<String, String> wish, Response response, Callback callback) {
        boolean ours = isOurs(wish);
        String page = ours ? SignInPage.of(wish) : SignInPage.refusal(console);
        response.setStatus(ours ? 200 : 400);
        response.getHeaders().put("Content-Type", "text/html; charset=utf-8");
        response.getHeaders().put("Content-Security-Policy", SignInPage.POLICY);
        response.getHeaders().put("Cache-Control", "no-store");
        response.write(true, ByteBuffer.wrap(page.getBytes(UTF_8)), callback);
    }

    private boolean isOurs(Map<String, String> wish) {
        return console.toString().equals(wish.get("redirect_uri"))
                && LocalIssuer.CLIENT.equals(wish.get("client_id"))
                && "code".equals(wish.get("response_type"))
                && "S256".equals(wish.get("code_challenge_method"))
                && wish.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}");
    }

    private void grant(Map<String, String> wish, Response response, Callback callback) {
        if (!isOurs(wish)) {
            ask(wish, response, callback);
            return;
        }
        String code = UUID.randomUUID().toString();
        var grant =
                new Grant(
                        wish.getOrDefault("user", ""),
                        wish.containsKey("operator"),
                        wish.get("code_challenge"),
                        wish.getOrDefault("nonce", ""),
                        clock.instant().plus(CODE_LIFE));
        synchronized (grants) {
            grants.values().removeIf(old -> old.until().isBefore(clock.instant()));
            if (grants.size() < MAX_CODES) {
                grants.put(code, grant);
            }
        }
        String state = URLEncoder.encode(wish.getOrDefault("state", ""), UTF_8);
        redirect(console + "?code=" + code + "&state=" + state, response, callback);
    }

    private static void redirect(String address, Response response, Callback callback) {
        response.setStatus(303);
        response.getHeaders().put("Location", address);
        response.write(true, null, callback);
    }

    private void redeem(Map<String, String> wish, Response response, Callback callback) {
        Grant grant;
        synchronized (grants) {
            grant = grants.remove(wish.getOrDefault("code", ""));
        }
        boolean good =
                grant != null
                        && "authorization_code".equals(wish.get("grant_type"))
                        && LocalIssuer.CLIENT.equals(wish.get("client_id"))
                        && console.toString().equals(wish.get("redirect_uri"))
                        && grant.challenge()
                                .equals(challenge(wish.getOrDefault("code_verifier", "")))
                        && clock.instant().isBefore(grant.until());
        answer(
                response,
                callback,
                good ? 200 : 400,
                good ? tokens(grant) : Map.of("error", "invalid_grant"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Map<String, Object> tokens(Grant grant) {
        return Map.of(
                "access_token", issuer.token(grant.username(), grant.operator(), TOKEN_LIFE),
                "id_token", issuer.idToken(grant.username(), grant.nonce(), TOKEN_LIFE),
                "token_type", "Bearer",
                "expires_in", TOKEN_LIFE.toSeconds());
    }

    private static void answer(
            Response response, Callback callback, int status, Map<String, Object> body) {
        response.setStatus(status);
        response.getHeaders().put("Content-Type", "application/json");
        response.getHeaders().put("Cache-Control", "no-store");
        response.write(true, ByteBuffer.wrap(Json.bytes(body)), callback);
    }
}
