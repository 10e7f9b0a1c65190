package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.quizsmith.json.Json;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An issuer of tokens on loopback, in the place of a user pool. Its key never leaves this process
 * and ends with it: who knows the secret asks for tokens over HTTP.
 */
public final class LocalIssuer implements AutoCloseable {

    /** The client that tokens are for. */
    static final String CLIENT = "quizsmith-local";

    static final Duration LONGEST = Duration.ofDays(30);

    private static final int MAX_BODY = 10_000;

    private final HttpFront front;
    private final RSAKey key;
    private final InstantSource clock;
    private final String secret = UUID.randomUUID().toString();

    private LocalIssuer(HttpFront front, RSAKey key, InstantSource clock) {
        this.front = front;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param api whose console signs people in here
     */
    static LocalIssuer start(int port, InstantSource clock, URI api) {
        var front = HttpFront.open(port, "--issuer-port");
        var issuer = new LocalIssuer(front, newKey(), clock);
        front.start(issuer.new Pages(api));
        return issuer;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException("no key could be made", broken);
        }
    }

    public URI uri() {
        return front.uri();
    }

    String secret() {
        return secret;
    }

    /** The key that signs, for tests that misuse it. */
    RSAKey key() {
        return key;
    }

    /**
     * An access token like those of a Cognito user pool.
     *
     * @param username {@code ""} for an operator who is no user
     */
    public String token(String username, boolean operator, Duration life) {
        Instant now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(uri().toString())
                        .subject(UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString())
                        .claim("client_id", CLIENT)
                        .claim("token_use", "access")
                        .claim("scope", "openid")
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(life)));
        if (!username.isEmpty()) {
            claims.claim("username", username);
        }
        if (operator) {
            claims.claim("cognito:groups", List.of("operators"));
        }
        return signed(claims.build());
    }

    /** An ID token, which tells the console who has signed in. */
    String idToken(String username, String nonce, Duration life) {
        Instant now = clock.instant();
        return signed(
                new JWTClaimsSet.Builder()
                        .issuer(uri().toString())
                        .subject(UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString())
                        .audience(CLIENT)
                        .claim("token_use", "id")
                        .claim("cognito:username", username)
                        .claim("nonce", nonce)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(life)))
                        .build());
    }

    /** The claims, whatever they are, with our signature. */
    String signed(JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException broken) {
            throw new IllegalStateException("cannot sign", broken);
        }
    }

    @Override
    public void close() {
        front.close();
    }

    /** What the issuer answers. */
    private final class Pages extends Handler.Abstract {

        private final URI api;
        private final LocalSignIn signIn;

        Pages(URI api) {
            this.api = api;
            this.signIn = new LocalSignIn(LocalIssuer.this, api.resolve("/console/"), clock);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws IOException {
            if (!uri().getAuthority().equals(request.getHeaders().get("Host"))) {
                // A page elsewhere whose name was pointed at this machine would be one of ours.
                answer(response, callback, 421, Map.of("message", "Misdirected Request"));
                return true;
            }
            response.getHeaders().put("Access-Control-Allow-Origin", api.toString());
            if (signIn.handle(request, response, callback)) {
                return true;
            }
            switch (request.getMethod() + " " + request.getHttpURI().getPath()) {
                case "GET /.well-known/openid-configuration" ->
                        answer(response, callback, 200, configuration());
                case "GET /.well-known/jwks.json" ->
                        answer(response, callback, 200, new JWKSet(key).toJSONObject());
                case "POST /token" -> giveToken(request, response, callback);
                default -> answer(response, callback, 404, Map.of("message", "Not Found"));
            }
            return true;
        }

        private Map<String, Object> configuration() {
            return Map.of(
                    "issuer", uri().toString(),
                    "jwks_uri", uri().resolve("/.well-known/jwks.json").toString(),
                    "authorization_endpoint", uri().resolve("/authorize").toString(),
                    "token_endpoint", uri().resolve("/oauth2/token").toString(),
                    "end_session_endpoint", uri().resolve("/logout").toString(),
                    "response_types_supported", List.of("code"),
                    "code_challenge_methods_supported", List.of("S256"),
                    "subject_types_supported", List.of("public"),
                    "id_token_signing_alg_values_supported", List.of("RS256"));
        }

        private void giveToken(Request request, Response response, Callback callback)
                throws IOException {
            String shown = request.getHeaders().get("Authorization");
            byte[] wanted = ("Bearer " + secret).getBytes(UTF_8);
            if (shown == null || !MessageDigest.isEqual(shown.getBytes(UTF_8), wanted)) {
                answer(response, callback, 401, Map.of("message", "Unauthorized"));
                return;
            }
            try (var stream = Content.Source.asInputStream(request)) {
                var wish = Json.object(stream.readNBytes(MAX_BODY)).orElse(Map.of());
                if (wish.get("username") instanceof String username
                        && wish.get("operator") instanceof Boolean operator
                        && wish.get("seconds") instanceof Integer seconds) {
                    String token = token(username, operator, Duration.ofSeconds(seconds));
                    answer(response, callback, 200, Map.of("token", token));
                } else {
                    answer(response, callback, 400, Map.of("message", "Bad Request"));
                }
            }
        }

        private static void answer(
                Response response, Callback callback, int status, Map<String, Object> body) {
            response.setStatus(status);
            response.getHeaders().put("Content-Type", "application/json");
            response.write(true, ByteBuffer.wrap(Json.bytes(body)), callback);
        }
    }
}
