package io.quizsmith.local;

import io.quizsmith.dynamo.Shards;

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import java.time.Duration;
import java.util.function.BiFunction;

/** A stack on AWS, found by its name with the credentials and the region of the surroundings. */
final class DeployedStack {

    private DeployedStack() {}

    /**
     * The deployment that the stack's outputs name.
     *
     * @throws IllegalStateException saying why there is none
     */
    static Deployment find(String name) {
        return find(name, DeployedStack::deployment);
    }

    /**
     * Where the stack's worker tokens are.
     *
     * @throws IllegalStateException saying why that is not known
     */
    static WorkerTokenStore findTokens(String name) {
        return find(
                name,
                (stack, title) ->
                        new WorkerTokenStore(
                                "the stack " + title,
                                SsmClient.builder()
                                        .httpClient(UrlConnectionHttpClient.create())
                                        .build(),
                                parameter(stack, "WorkerTokenParameter"),
                                parameter(stack, "PreviousWorkerTokenParameter")));
    }

    private static <T> T find(String name, BiFunction<Stack, String, T> make) {
        checkSurroundings();
        try (var cloudFormation =
                CloudFormationClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            var region = cloudFormation.serviceClientConfiguration().region();
            return make.apply(describe(cloudFormation, name), name + " in " + region);
        } catch (SdkException cannot) {
            throw new IllegalStateException(
                    "cannot look up the stack " + name + ": " + Failures.said(cannot), cannot);
        }
    }

    /** The SDK's own words for what is missing name every place where it looked. */
    private static void checkSurroundings() {
        try {
            DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException none) {
            throw new IllegalStateException(
                    "no AWS region is set: set AWS_REGION, or AWS_PROFILE to a profile that has one",
                    none);
        }
        try (var credentials = DefaultCredentialsProvider.builder().build()) {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw new IllegalStateException(
                    "no AWS credentials that work: log in, or set AWS_PROFILE"
                            + " (aws sts get-caller-identity shows who you are)",
                    none);
        }
    }

    private static Stack describe(CloudFormationClient cloudFormation, String name) {
        return cloudFormation.describeStacks(describe -> describe.stackName(name)).stacks().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no stack " + name));
    }

    private static Deployment deployment(Stack stack, String name) {
        String table = output(stack, "TableName");
        String taskQueue = output(stack, "TaskQueueUrl");
        String deadLetterQueue = output(stack, "DeadLetterQueueUrl");
        var startDeadline =
                Duration.ofMinutes(Long.parseLong(parameter(stack, "StartDeadlineMinutes")));
        return new Deployment(
                "the stack " + name,
                DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
                SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
                table,
                taskQueue,
                deadLetterQueue,
                startDeadline,
                new Shards(Integer.parseInt(parameter(stack, "StatusShards"))));
    }

    private static String output(Stack stack, String key) {
        return stack.outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .map(Output::outputValue)
                .findFirst()
                .orElseThrow(() -> lacks(stack, "output " + key));
    }

    private static String parameter(Stack stack, String key) {
        return stack.parameters().stream()
                .filter(parameter -> parameter.parameterKey().equals(key))
                .map(Parameter::parameterValue)
                .findFirst()
                .orElseThrow(() -> lacks(stack, "parameter " + key));
    }

    private static IllegalStateException lacks(Stack stack, String what) {
        return new IllegalStateException(
                "the stack "
                        + stack.stackName()
                        + " has no "
                        + what
                        + ": was it deployed from this project's template.yaml?");
    }
}
