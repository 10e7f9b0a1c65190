package io.quizsmith.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import io.quizsmith.json.Json;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets tokens pass as the JWT authorizer of an HTTP API does: signed by the issuer's key that the
 * token names, with RSA and SHA-256, for one of our audiences, and within their time.
 */
final class JwtAuthorizer implements HttpFront.Door {

    private static final String BEARER = "Bearer ";

    private final JWKSet keys;
    private final Expected expected;

    /** What a token must say. */
    record Expected(String issuer, List<String> audience) {}

    private JwtAuthorizer(JWKSet keys, Expected expected) {
        this.keys = keys;
        this.expected = expected;
    }

    /** Finds the issuer's keys as its configuration says. */
    static JwtAuthorizer of(URI issuer, Expected expected) {
        try {
            var configuration = issuer.resolve("/.well-known/openid-configuration").toURL();
            try (var stream = configuration.openStream()) {
                var fields = Json.object(stream.readAllBytes()).orElseThrow();
                var address = URI.create(fields.get("jwks_uri").toString()).toURL();
                return new JwtAuthorizer(JWKSet.load(address), expected);
            }
        } catch (IOException | ParseException broken) {
            throw new IllegalStateException("the issuer " + issuer + " has no keys", broken);
        }
    }

    @Override
    public Optional<Map<String, Object>> admit(String authorization, Instant now) {
        boolean prefixed = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String token = prefixed ? authorization.substring(BEARER.length()) : authorization;
        try {
            var jwt = parsed(token);
            var claims = Json.object(jwt.getPayload().toBytes());
            return isSigned(jwt) && claims.isPresent() && isGood(claims.get(), now)
                    ? Optional.of(handedOver(claims.get()))
                    : Optional.empty();
        } catch (ParseException | JOSEException noToken) {
            return Optional.empty();
        }
    }

    /** The parser breaks on a header that is {@code null}. */
    private static SignedJWT parsed(String token) throws ParseException {
        var header = JOSEObject.split(token)[0].decode();
        if (Json.object(header).isEmpty()) {
            throw new ParseException("the header is no object", 0);
        }
        return SignedJWT.parse(token);
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        String keyId = jwt.getHeader().getKeyID();
        var key = keyId == null ? null : keys.getKeyByKeyId(keyId);
        return key != null
                && JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    private boolean isGood(Map<String, Object> claims, Instant now) {
        return expected.issuer().equals(claims.get("iss"))
                && isForUs(claims)
                && claims.containsKey("exp")
                && now.isBefore(time(claims, "exp", Instant.MIN))
                && !now.isBefore(time(claims, "nbf", Instant.MAX))
                && !now.isBefore(time(claims, "iat", Instant.MAX));
    }

    /** The client counts only where no audience is named. */
    private boolean isForUs(Map<String, Object> claims) {
        return switch (claims.containsKey("aud") ? claims.get("aud") : claims.get("client_id")) {
            case String one -> expected.audience().contains(one);
            case List<?> several -> several.stream().anyMatch(expected.audience()::contains);
            case null, default -> false;
        };
    }

    /** Seconds since the epoch; absent is any time, and what is no number is {@code otherwise}. */
    private static Instant time(Map<String, Object> claims, String name, Instant otherwise) {
        if (!claims.containsKey(name)) {
            return Instant.MIN;
        }
        return claims.get(name) instanceof Number seconds
                        && Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(seconds.longValue())
                : otherwise;
    }

    private static Map<String, Object> handedOver(Map<String, Object> claims) {
        var texts = new HashMap<String, Object>();
        claims.forEach((name, value) -> texts.put(name, text(value)));
        var jwt = new HashMap<String, Object>();
        jwt.put("claims", texts);
        jwt.put("scopes", null); // those that the route asks for, and ours ask for none
        return jwt;
    }

    /** All claims are text there; a list is {@code [a b]}. */
    private static String text(Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream()
                            .map(JwtAuthorizer::text)
                            .collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map -> Json.write(map);
            case null, default -> String.valueOf(value);
        };
    }
}
