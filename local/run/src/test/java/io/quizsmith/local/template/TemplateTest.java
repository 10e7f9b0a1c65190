package io.quizsmith.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.cloud.Root;
import io.quizsmith.cloud.Template;
import io.quizsmith.cloud.TemplateException;
import io.quizsmith.local.FunctionResources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class TemplateTest {

    private static final Template TEMPLATE = Template.read(Template.path(), Map.of());
    private static final List<String> OPEN =
            List.of(
                    "ANY /api/ai/receive",
                    "ANY /api/ai/receive/{proxy+}",
                    "GET /api/ai/health",
                    "HEAD /api/ai/health",
                    "GET /api/ai/health/{proxy+}",
                    "HEAD /api/ai/health/{proxy+}",
                    "GET /console",
                    "HEAD /console",
                    "GET /console/{proxy+}",
                    "HEAD /console/{proxy+}");

    @Test
    void everyPathIsRoutedWithAndWithoutASlashAtItsEnd() {
        var routes = new HashSet<String>();
        events("HttpApi").forEach(e -> routes.add(e.get("Method") + " " + e.get("Path")));

        assertThat(routes).contains("POST /api/ai/generate", "ANY /api/ai/receive");
        assertThat(routes)
                .filteredOn(route -> !route.contains("{"))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(routes).contains(route + "/{proxy+}"));
        assertThat(routes).noneMatch(route -> route.endsWith("/"));
    }

    @Test
    void everyRouteButReceivePublicHealthAndTheConsolesPagesAsksForAToken() {
        assertThat(openRoutes(TEMPLATE)).containsExactlyInAnyOrderElementsOf(OPEN);
        assertThat(TEMPLATE.resources().values())
                .filteredOn(resource -> resource.type().matches(".*Api.*|.*::Url"))
                .singleElement()
                .satisfies(
                        api ->
                                assertThat(map(api.properties().get("Auth")))
                                        .containsEntry("DefaultAuthorizer", "Tokens"));
        assertThat(functions())
                .filteredOn(function -> function.properties().containsKey("FunctionUrlConfig"))
                .extracting(Template.Resource::id)
                .containsExactly("ReceiveFunction");
        assertThat(TEMPLATE.globals("HttpApi")).isEmpty();
        assertThat(TEMPLATE.globals("Function")).doesNotContainKey("FunctionUrlConfig");
    }

    @Test
    void aRouteThatIsAddedWithoutATokenIsCaught(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("template.yaml");
        String route = "            Path: /api/ai/tasks/{proxy+}\n";
        String careless = route + "            Auth: {Authorizer: NONE}\n";
        Files.writeString(
                file, Files.readString(Template.path()).replaceFirst(quoted(route), careless));

        assertThat(openRoutes(Template.read(file, Map.of())))
                .hasSize(OPEN.size() + 1)
                .containsAll(OPEN);
    }

    /** ANY would take the preflights, which carry no token, from the CORS configuration. */
    @Test
    void routesThatAskForATokenNameTheirMethods() {
        assertThat(events("HttpApi"))
                .filteredOn(route -> !route.containsKey("Auth"))
                .isNotEmpty()
                .noneMatch(route -> List.of("ANY", "OPTIONS").contains(route.get("Method")));
    }

    @Test
    void whateverParametersAreForgottenTokensHaveAnIssuerAndAnAudience() {
        var set =
                Map.of(
                        "JwtIssuer", "https://login.example.com/",
                        "JwtAudience", "one,other",
                        "JwtUserClaim", "sub",
                        "LoginCallbackUrls", "https://example.com/",
                        "CorsAllowedOrigins", "https://example.com",
                        "SnapStart", "true");
        var names = List.copyOf(set.keySet());
        for (int combination = 0; combination < 1 << names.size(); combination++) {
            var given = new HashMap<String, String>();
            for (int i = 0; i < names.size(); i++) {
                if ((combination >> i & 1) == 1) {
                    given.put(names.get(i), set.get(names.get(i)));
                }
            }
            var jwt = jwtConfiguration(Template.read(Template.path(), given));
            boolean refusedByRule =
                    given.containsKey("JwtIssuer") && !given.containsKey("JwtAudience");

            assertThat(jwt.get("issuer").toString()).as(given.toString()).startsWith("https://");
            assertThat((List<?>) jwt.get("audience"))
                    .as(given.toString())
                    .isEqualTo(
                            refusedByRule
                                    ? List.of("")
                                    : given.containsKey("JwtIssuer")
                                            ? List.of("one", "other")
                                            : List.of("own-client"));
        }
    }

    /** No rule of the template is carried out here; CloudFormation does it before it deploys. */
    @Test
    void anIssuerWithoutAnAudienceIsRefusedByARule() throws IOException {
        assertThat(Files.readString(Template.path()))
                .contains(
                        """
                            RuleCondition: !Not [!Equals [!Ref JwtIssuer, ""]]
                            Assertions:
                              - Assert: !Not [!Equals [!Ref JwtAudience, ""]]
                        """);
    }

    private static Map<String, Object> jwtConfiguration(Template template) {
        var api = template.ofType("AWS::Serverless::HttpApi").getFirst();
        var authorizers = map(map(api.properties().get("Auth")).get("Authorizers"));
        var tokens = map(authorizers.get("Tokens"));
        var physical = Map.of("UserPool", "own-pool", "UserPoolClient", "own-client");
        return map(template.resolve(tokens.get("JwtConfiguration"), "test", physical));
    }

    private static List<String> openRoutes(Template template) {
        return events(template, "HttpApi").stream()
                .filter(route -> route.containsKey("Auth"))
                .map(route -> route.get("Method") + " " + route.get("Path"))
                .toList();
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    @Test
    void everyFunctionIsPackedNamedLoggedAndPublished() throws Exception {
        for (var function : functions()) {
            var properties = function.properties();
            var handler = Class.forName(properties.get("Handler").toString());
            assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
            assertThat(handler.getConstructor()).isNotNull();
            assertThat(properties.get("CodeUri").toString())
                    .matches("functions/(.*)/target/\\1.zip");
            assertThat(Root.path().resolve(properties.get("CodeUri").toString()).getParent())
                    .isDirectory();
            var logs = TEMPLATE.resources().get(function.id() + "Logs");
            assertThat(logs.properties()).containsKey("RetentionInDays");
        }
        assertThat(TEMPLATE.globals("Function"))
                .containsEntry("Runtime", "java25")
                .containsEntry("Architectures", List.of("arm64"))
                .containsEntry("AutoPublishAlias", "live")
                .containsKey("SnapStart");
    }

    @Test
    void noFunctionMayDoMoreThanItNeeds() {
        for (var function : functions()) {
            var policies = (List<?>) function.properties().get("Policies");
            assertThat(policies)
                    .allSatisfy(policy -> assertThat(policy).isInstanceOf(Map.class))
                    .isNotEmpty();
            assertThat(statements(policies))
                    .filteredOn(statement -> statement.get("Effect").equals("Allow"))
                    .isNotEmpty()
                    .allSatisfy(
                            statement -> {
                                assertThat(statement.get("Action").toString()).doesNotContain("*");
                                assertThat(statement.get("Resource").toString())
                                        .doesNotContain("*");
                            });
        }
    }

    @Test
    void theQueueWaitsLongerThanDispatchAndGivesUpIntoTheDeadLetters() {
        int timeout =
                (int) TEMPLATE.resources().get("DispatchFunction").properties().get("Timeout");
        var queue = TEMPLATE.resources().get("TaskQueue").properties();

        assertThat((int) queue.get("VisibilityTimeout")).isGreaterThanOrEqualTo(6 * timeout);
        assertThat(queue.get("RedrivePolicy").toString()).contains("DeadLetterQueue", "5");
        assertThat(events("SQS"))
                .singleElement()
                .satisfies(
                        mapping ->
                                assertThat(mapping)
                                        .containsEntry(
                                                "FunctionResponseTypes",
                                                List.of("ReportBatchItemFailures"))
                                        .containsKey("ScalingConfig"));
    }

    @Test
    void requestsForQuizzesAreThrottledMoreThanOthers() {
        var api = TEMPLATE.ofType("AWS::Serverless::HttpApi").getFirst().properties();
        var all = map(api.get("DefaultRouteSettings"));
        var routes = map(api.get("RouteSettings"));

        assertThat(routes).containsOnlyKeys(generateRoutes());
        assertThat(routes.values())
                .allSatisfy(
                        route -> {
                            for (var limit :
                                    List.of("ThrottlingRateLimit", "ThrottlingBurstLimit")) {
                                assertThat((int) map(route).get(limit))
                                        .isPositive()
                                        .isLessThan((int) all.get(limit));
                            }
                        });
    }

    private static List<String> generateRoutes() {
        return events("HttpApi").stream()
                .map(event -> event.get("Method") + " " + event.get("Path"))
                .filter(route -> route.contains("/generate"))
                .toList();
    }

    @Test
    void aDeploymentHasQuotasAndNoOriginsUnlessItSaysOtherwise() {
        var variables =
                new FunctionResources(TEMPLATE, Map.of("Table", "t", "TaskQueue", "q"))
                        .variables(TEMPLATE.resources().get("SubmitFunction"));
        assertThat(variables)
                .containsEntry("MAX_PENDING_PER_USER", "5")
                .containsEntry("MAX_TASKS_PER_DAY", "50");
        assertThat(TEMPLATE.resolve(Map.of("Ref", "CorsAllowedOrigins"), "test", Map.of()))
                .isEqualTo("https://none.invalid");
    }

    @Test
    void theQueuesAreEncryptedAndRefuseWhatIsNot() {
        for (var queue : TEMPLATE.ofType("AWS::SQS::Queue")) {
            assertThat(queue.properties()).containsEntry("SqsManagedSseEnabled", true);
        }
        var policy = TEMPLATE.ofType("AWS::SQS::QueuePolicy").getFirst().properties();
        assertThat((List<?>) policy.get("Queues")).hasSize(2);
        assertThat(policy.get("PolicyDocument").toString())
                .contains("Effect=Deny", "aws:SecureTransport=false");
    }

    @Test
    void theTableIsKeptWhateverHappens() {
        var table = TEMPLATE.resources().get("Table").properties();

        assertThat(table)
                .containsEntry("DeletionProtectionEnabled", true)
                .containsEntry(
                        "PointInTimeRecoverySpecification",
                        Map.of("PointInTimeRecoveryEnabled", true))
                .containsEntry("SSESpecification", Map.of("SSEEnabled", true))
                .containsEntry("BillingMode", "PAY_PER_REQUEST");
        assertThat((List<?>) table.get("GlobalSecondaryIndexes")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatTheLocalRunDoesNotKnowItRefusesByPlaceAndName(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("template.yaml");
        String text = Files.readString(Template.path());
        Files.writeString(
                file,
                text.replace("      Timeout: 30\n", "      Timeout: 30\n      Layers: [x]\n"));
        var strange = Template.read(file, Map.of());

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> new FunctionResources(strange, Map.of()))
                .withMessageContaining("Properties.Layers")
                .withMessageContaining("unknown");
    }

    /** One that knew of fewer than another would not see all tasks. */
    @Test
    void everyFunctionKnowsOverHowManyKeysTasksAreSpread() {
        var raised = Template.read(Template.path(), Map.of("WorkerUrl", "w", "StatusShards", "32"));
        var physical =
                Map.of(
                        "Table", "t",
                        "TaskQueue", "q",
                        "DeadLetterQueue", "d",
                        "ReceiveFunctionUrl.FunctionUrl", "u",
                        "UserPool", "p",
                        "UserPoolClient", "c",
                        "UserPoolDomain", "o");
        var resources = new FunctionResources(raised, physical);

        assertThat(raised.ofType("AWS::Serverless::Function"))
                .hasSize(5)
                .extracting(resources::variables)
                .allSatisfy(set -> assertThat(set).containsEntry("STATUS_SHARDS", "32"));
    }

    private static List<Template.Resource> functions() {
        return TEMPLATE.ofType("AWS::Serverless::Function");
    }

    private static List<Map<String, Object>> events(String type) {
        return events(TEMPLATE, type);
    }

    private static List<Map<String, Object>> events(Template template, String type) {
        return template.ofType("AWS::Serverless::Function").stream()
                .flatMap(function -> map(function.properties().get("Events")).values().stream())
                .map(TemplateTest::map)
                .filter(event -> type.equals(event.get("Type")))
                .map(event -> map(event.get("Properties")))
                .toList();
    }

    private static List<Map<String, Object>> statements(List<?> policies) {
        return policies.stream()
                .flatMap(policy -> ((List<?>) map(policy).get("Statement")).stream())
                .flatMap(statement -> Stream.of(map(statement)))
                .toList();
    }

    private static Map<String, Object> map(Object value) {
        return Template.asMap(value, "test");
    }
}
