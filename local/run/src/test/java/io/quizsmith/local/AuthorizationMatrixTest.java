package io.quizsmith.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.quizsmith.http.ApiPath;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every endpoint and method, asked with every kind of token: who gets in, and what it touches. */
class AuthorizationMatrixTest {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final String NO_LETTER = "1674470400000-none";
    private static final String PROFILE = "{\"username\": \"learner1\"}";

    private static Closed closed;
    private static String task;

    @BeforeAll
    static void start() {
        closed = new Closed();
        task = closed.completedTask(closed.user("learner1"));
    }

    @AfterAll
    static void stop() {
        closed.close();
    }

    /** The paths, each with what it is asked with. All of them name the first user's things. */
    private static Map<String, String> paths() {
        var paths = new LinkedHashMap<String, String>();
        paths.put("/api/ai/generate/", "{\"user_id\": 1}");
        paths.put("/api/ai/tasks/?user_id=1", "");
        paths.put("/api/ai/tasks/" + task + "/", "");
        paths.put("/api/ai/tasks/" + task + "/questions/", "");
        paths.put("/api/ai/tasks/" + task + "/events/", "");
        paths.put("/api/ai/tasks/" + task + "/cancel/", "");
        paths.put("/api/ai/tasks/" + task + "/retry/", "");
        paths.put("/api/ai/tasks/" + task + "/fail/", "{\"reason\": \"r\"}");
        paths.put("/api/ai/tasks/" + task + "/details/", "");
        paths.put("/api/ai/tasks/" + task + "/callbacks/c/", "");
        paths.put("/api/ai/callbacks/unknown/", "");
        paths.put("/api/ai/callbacks/unknown/c/", "");
        paths.put("/api/ai/users/?q=learner1", "");
        paths.put("/api/ai/users/1/", PROFILE);
        paths.put("/api/ai/bulk/", "{\"action\": \"cancel\", \"filter\": {\"user_id\": 1}}");
        paths.put("/api/ai/bulk/b/", "");
        paths.put("/api/ai/bulk/b/run/", "{\"reason\": \"r\"}");
        paths.put("/api/ai/tasks/" + task + "/answers/", "{}");
        paths.put("/api/ai/questions/?user_id=1", "");
        paths.put("/api/ai/questions/" + task + "-q1/", "");
        paths.put("/api/ai/questions/" + task + "-q1/flag/", "{}");
        paths.put("/api/ai/practice/", "{\"user_id\": 1}");
        paths.put("/api/ai/practice/answers/", "{}");
        paths.put("/api/ai/users/1/statistics/", "");
        paths.put("/api/ai/health/details/", "");
        paths.put("/api/ai/overview/", "");
        paths.put("/api/ai/dead-letters/", "");
        paths.put("/api/ai/dead-letters/" + NO_LETTER + "/redrive/", "{\"reason\": \"test\"}");
        paths.put("/api/ai/dead-letters/" + NO_LETTER + "/discard/", "{\"reason\": \"test\"}");
        paths.put("/api/ai/nothing/", "");
        return paths;
    }

    @Test
    void whoeverShowsNoGoodTokenIsRefusedBeforeAnythingIsTouched() throws JOSEException {
        int asked = 0;
        for (var token : badTokens().entrySet()) {
            for (var path : paths().entrySet()) {
                for (String spelling : spellings(path.getKey())) {
                    for (String method : METHODS) {
                        String cell = method + " " + spelling + " with " + token.getKey();
                        var reply =
                                closed.send(method, spelling, token.getValue(), path.getValue());

                        assertThat(reply.status()).as(cell).isEqualTo(401);
                        assertThat(reply.calls()).as(cell).isEmpty();
                        assertThat(reply.headers())
                                .as(cell)
                                .containsEntry("www-authenticate", "[Bearer]")
                                .containsEntry("content-type", "[application/problem+json]");
                        asked++;
                    }
                }
            }
        }
        System.out.println("authorization matrix: " + asked + " cells without a good token");
    }

    @Test
    void whoShowsAGoodTokenGetsWhatIsHisAndNothingElse() {
        var callers =
                Map.of(
                        Who.USER, closed.user("learner1"),
                        Who.OTHER, closed.user("learner2"),
                        Who.OPERATOR, closed.operator());
        int asked = 0;
        for (var caller : callers.entrySet()) {
            for (var path : paths().entrySet()) {
                for (String spelling : spellings(path.getKey())) {
                    for (String method : METHODS) {
                        String cell = method + " " + spelling + " by " + caller.getKey();
                        var reply =
                                closed.send(method, spelling, caller.getValue(), path.getValue());

                        assertThat(reply.status())
                                .as(cell + ": " + reply.body())
                                .isEqualTo(expected(caller.getKey(), method, path.getKey()));
                        if (reply.body().contains("Only operators")) {
                            assertThat(reply.calls()).as(cell).isEmpty();
                        }
                        if (isRefusal(reply) && !isGone(caller.getKey(), reply)) {
                            assertThat(reply.calls())
                                    .as(cell)
                                    .noneMatch(call -> call.contains("TASK#"))
                                    .noneMatch(call -> call.contains("by-"))
                                    .noneMatch(call -> call.contains("SendMessage"));
                        }
                        asked++;
                    }
                }
            }
        }
        System.out.println("authorization matrix: " + asked + " cells with a good token");
    }

    @Test
    void whatIsOpenIsOpenWhateverTokenIsShown() throws JOSEException {
        for (String token : badTokens().values()) {
            for (String path : List.of("/api/ai/health/", "/api/ai/health")) {
                var reply = closed.get(path, token);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.json().keySet()).containsExactlyInAnyOrder("status", "worker");
            }
            var receive = closed.send("POST", "/api/ai/receive/", token, "{}");
            assertThat(receive.status()).isEqualTo(401);
            assertThat(receive.calls()).isEmpty();
        }
    }

    @Test
    void aPreflightNeedsNoToken() {
        var reply =
                closed.send(
                        "OPTIONS",
                        "/api/ai/tasks/",
                        "",
                        "",
                        "Origin",
                        "http://localhost:3000",
                        "Access-Control-Request-Method",
                        "GET");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers()).containsKey("access-control-allow-origin");
        assertThat(closed.send("OPTIONS", "/api/ai/tasks/", "", "").status()).isEqualTo(404);
    }

    @Test
    void theTokenMayComeWithoutItsScheme() {
        var reply =
                closed.send(
                        "GET", "/api/ai/tasks/", "", "", "Authorization", closed.user("learner1"));

        assertThat(reply.status()).isEqualTo(200);
    }

    private enum Who {
        USER,
        OTHER,
        OPERATOR
    }

    private static int expected(Who who, String method, String path) {
        var match = ApiPath.match(path.split("\\?", 2)[0]);
        if (match.isEmpty()) {
            return 404;
        }
        var asked = match.get().path();
        if (!asked.allows(method)) {
            return 405;
        }
        return switch (asked) {
            case GENERATE -> byOther(who, 403, 202);
            case TASKS -> byOther(who, 403, 200);
            case TASK -> byOther(who, 404, method.equals("DELETE") ? 409 : 200);
            case QUESTIONS, EVENTS -> byOther(who, 404, 200);
            case CANCEL, RETRY -> byOther(who, 404, 409);
            case ANSWERS -> byOther(who, 404, method.equals("POST") ? 400 : 200);
            case BANK, PRACTICE -> byOther(who, 403, 200);
            case QUESTION, STATISTICS -> byOther(who, 404, 200);
            case FLAG -> byOther(who, 404, method.equals("POST") ? 400 : 200);
            case PRACTICE_ANSWERS -> 400;
            case USER ->
                    method.equals("PUT") ? who == Who.OPERATOR ? 200 : 403 : byOther(who, 404, 200);
            case HEALTH_DETAILS, DETAILS, UNKNOWN_CALLBACKS, USERS, OVERVIEW, DEAD_LETTERS ->
                    byOperator(who, 200);
            case BULKS -> byOperator(who, method.equals("POST") ? 201 : 200);
            case FAIL -> byOperator(who, 409);
            case CALLBACK, UNKNOWN_CALLBACK, BULK, BULK_RUN, REDRIVE, DISCARD ->
                    byOperator(who, 404);
            case HEALTH, RECEIVE -> throw new AssertionError(path + " is open");
        };
    }

    private static int byOther(Who who, int refused, int otherwise) {
        return who == Who.OTHER ? refused : otherwise;
    }

    private static int byOperator(Who who, int answer) {
        return who == Who.OPERATOR ? answer : 403;
    }

    /** An operator may look, and finds that it is not there. */
    private static boolean isGone(Who who, Closed.Reply reply) {
        return who == Who.OPERATOR && reply.status() == 404;
    }

    private static boolean isRefusal(Closed.Reply reply) {
        return List.of(403, 404, 405).contains(reply.status());
    }

    private static List<String> spellings(String path) {
        return List.of(path, path.replaceFirst("/($|\\?)", "$1"));
    }

    private static Map<String, String> badTokens() throws JOSEException {
        var issuer = closed.issuer();
        RSAKey key = issuer.key();
        RSAKey stranger = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        String good = closed.user("learner1");
        var secret = new MACSigner(key.toPublicJWK().toRSAPublicKey().getEncoded());
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("no token", "");
        tokens.put("garbage", "garbage");
        tokens.put("three dots", "a.b.c");
        tokens.put("a header of null", "bnVsbA" + good.substring(good.indexOf('.')));
        tokens.put("half a token", good.substring(0, good.lastIndexOf('.')));
        tokens.put("another token's signature", tampered(good, closed.user("learner2")));
        tokens.put("an expired token", signed(c -> c.expirationTime(in(-1))));
        tokens.put("a token without an end", signed(c -> c.expirationTime(null)));
        tokens.put("a token that is not valid yet", signed(c -> c.notBeforeTime(in(60))));
        tokens.put("a token from the future", signed(c -> c.issueTime(in(60))));
        tokens.put("a wrong issuer", signed(c -> c.issuer("https://login.example.com")));
        tokens.put("no issuer", signed(c -> c.issuer(null)));
        tokens.put("a wrong audience", signed(c -> c.claim("client_id", "another")));
        tokens.put("an audience beside our client", signed(c -> c.audience("another")));
        tokens.put("alg none", new PlainJWT(claims().build()).serialize());
        tokens.put("HS256 with the public key", signed(JWSAlgorithm.HS256, key.getKeyID(), secret));
        tokens.put("RS512", signed(JWSAlgorithm.RS512, key.getKeyID(), new RSASSASigner(key)));
        tokens.put("an unknown kid", signed(JWSAlgorithm.RS256, "other", new RSASSASigner(key)));
        tokens.put("no kid", signed(JWSAlgorithm.RS256, null, new RSASSASigner(key)));
        tokens.put(
                "a stranger's key under our kid",
                signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(stranger)));
        return tokens;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(closed.issuer().uri().toString())
                .claim("client_id", LocalIssuer.CLIENT)
                .claim("username", "learner1")
                .claim("cognito:groups", List.of("operators"))
                .issueTime(in(-60))
                .expirationTime(in(3600));
    }

    private static String signed(Consumer<JWTClaimsSet.Builder> change) {
        var claims = claims();
        change.accept(claims);
        return closed.issuer().signed(claims.build());
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).keyID(keyId).build();
        var jwt = new SignedJWT(header, claims().build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String tampered(String token, String other) {
        return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
