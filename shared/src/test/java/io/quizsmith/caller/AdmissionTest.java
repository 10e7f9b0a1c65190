package io.quizsmith.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.quizsmith.http.Request;
import io.quizsmith.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AdmissionTest {

    @Test
    void withoutClaimsNobodyComesIn() {
        for (Map<String, ?> authorizer :
                List.<Map<String, ?>>of(
                        Map.of(),
                        Map.of("jwt", Map.of()),
                        Map.of("jwt", Map.of("claims", "username=ada")),
                        Map.of("claims", Map.of("username", "ada")),
                        Map.of("iam", Map.of("userId", "ada")),
                        Map.of("lambda", Map.of("username", "ada")))) {
            assertThat(judge("", authorizer))
                    .as(authorizer.toString())
                    .isInstanceOfSatisfying(
                            Admission.Verdict.Refused.class,
                            refused -> {
                                assertThat(refused.answer().status()).isEqualTo(401);
                                assertThat(refused.answer().headers())
                                        .containsEntry("WWW-Authenticate", "Bearer");
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "username, ada, ada",
        "cognito:username, ada, ada",
        "username, 'Ada Lovelace', 'Ada Lovelace'",
    })
    void theUsernameIsTheOneThatCognitoPutsInItsTokens(String claim, String value, String name) {
        assertThat(admitted("", Map.of(claim, value)).username()).isEqualTo(name);
    }

    @Test
    void noClaimStandsInForAnotherOne() {
        for (String claim : List.of("sub", "email", "preferred_username", "name")) {
            assertThat(judge("", jwt(Map.of(claim, "ada"))))
                    .isInstanceOfSatisfying(
                            Admission.Verdict.Refused.class,
                            refused -> assertThat(refused.answer().status()).isEqualTo(403));
        }
        assertThat(judge("sub", jwt(Map.of("username", "ada"))))
                .isInstanceOf(Admission.Verdict.Refused.class);
        assertThat(admitted("sub", Map.of("sub", "1-2", "username", "ada")).username())
                .isEqualTo("1-2");
    }

    @Test
    void aNameThatNobodyCanHaveIsNone() {
        assertThat(judge("", jwt(Map.of("username", ""))))
                .isInstanceOf(Admission.Verdict.Refused.class);
        assertThat(judge("", jwt(Map.of("username", "x".repeat(151)))))
                .isInstanceOf(Admission.Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cognito:groups, [operators]",
        "cognito:groups, [readers operators]",
        "groups, operators",
        "groups, '[a, operators]'",
        "scope, openid quizsmith/operator",
        "scp, [quizsmith/operator]",
    })
    void anOperatorIsOneByGroupOrScope(String claim, String value) {
        assertThat(admitted("", Map.of(claim, value)).isOperator()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cognito:groups, [operators-of-tomorrow]",
        "cognito:groups, [Operators]",
        "cognito:groups, ''",
        "roles, [operators]",
        "scope, operators",
        "scope, quizsmith/operators",
        "username, operators",
        "custom:groups, [operators]",
    })
    void nothingElseMakesAnOperator(String claim, String value) {
        var claims = new HashMap<>(Map.of("username", "ada"));
        claims.put(claim, value);

        assertThat(admitted("", claims).isOperator()).isFalse();
    }

    @Test
    void scopesThatTheRouteAskedForCountToo() {
        var jwt =
                Map.of(
                        "claims",
                        Map.of("sub", "a-client"),
                        "scopes",
                        List.of("quizsmith/operator"));

        assertThat(judge("", Map.of("jwt", jwt))).isInstanceOf(Admission.Verdict.Admitted.class);
    }

    private static Caller admitted(String userClaim, Map<String, String> claims) {
        return ((Admission.Verdict.Admitted) judge(userClaim, jwt(claims))).caller();
    }

    private static Map<String, ?> jwt(Map<String, String> claims) {
        return Map.of("jwt", Map.of("claims", claims));
    }

    private static Admission.Verdict judge(String userClaim, Map<String, ?> authorizer) {
        var event = Map.of("requestContext", Map.of("requestId", "r", "authorizer", authorizer));
        try {
            byte[] json = Json.bytes(event);
            return new Admission(userClaim).judge(Request.read(new ByteArrayInputStream(json)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
