package io.quizsmith.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quizsmith.cloud.Stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one call of CloudFormation that is needed to find a stack, over its own wire format. It knows
 * the stack {@code production}, which is this project's, and {@code something-else}.
 */
final class DescribeStacks implements AutoCloseable {

    private final HttpServer server;
    private final Stack stack;
    private final LocalSsm ssm = LocalSsm.start().put("/production/token", "a-token-of-production");

    private DescribeStacks(HttpServer server, Stack stack) {
        this.server = server;
        this.stack = stack;
    }

    static DescribeStacks thatKnow(Stack stack) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var aws = new DescribeStacks(HttpServer.create(address, 0), stack);
        aws.server.createContext("/", aws::answer);
        aws.server.start();
        return aws;
    }

    /** Where production has its worker's token. */
    LocalSsm ssm() {
        return ssm;
    }

    /** The environment of a process that is to find the stack. */
    Map<String, String> surroundings() {
        return Map.of(
                LocalSsm.ENDPOINT,
                ssm.uri().toString(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "sample",
                "AWS_SECRET_ACCESS_KEY",
                "sample",
                "AWS_ENDPOINT_URL_CLOUDFORMATION",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_ENDPOINT_URL_DYNAMODB",
                stack.cloud().dynamoUri().toString(),
                "AWS_ENDPOINT_URL_SQS",
                stack.cloud().sqsUri().toString());
    }

    @Override
    public void close() {
        server.stop(0);
        ssm.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var name = form.replaceAll("(?s).*StackName=([^&]*).*", "$1");
            boolean asked = form.contains("Action=DescribeStacks");
            var answer =
                    switch (URLDecoder.decode(name, UTF_8)) {
                        case "production" -> description(name, outputs());
                        case "something-else" -> description(name, Map.of());
                        default -> unknown(name);
                    };
            byte[] body = answer.getBytes(UTF_8);
            int status = asked && answer.startsWith("<Describe") ? 200 : 400;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, String> outputs() {
        return Map.of(
                "TableName", stack.ref("Table"),
                "TaskQueueUrl", stack.ref("TaskQueue"),
                "DeadLetterQueueUrl", stack.ref("DeadLetterQueue"));
    }

    private static String description(String name, Map<String, String> outputs) {
        String members =
                outputs.entrySet().stream()
                        .map(
                                output ->
                                        "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                                                .formatted(output.getKey(), output.getValue()))
                        .collect(Collectors.joining());
        return """
        <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
        <StackName>%s</StackName><StackStatus>CREATE_COMPLETE</StackStatus>
        <CreationTime>2026-01-23T10:30:00Z</CreationTime>
        <Outputs>%s</Outputs>
        <Parameters><member><ParameterKey>StartDeadlineMinutes</ParameterKey>
        <ParameterValue>45</ParameterValue></member>
        <member><ParameterKey>StatusShards</ParameterKey>
        <ParameterValue>4</ParameterValue></member>
        <member><ParameterKey>WorkerTokenParameter</ParameterKey>
        <ParameterValue>/production/token</ParameterValue></member>
        <member><ParameterKey>PreviousWorkerTokenParameter</ParameterKey>
        <ParameterValue>/production/token-before</ParameterValue></member></Parameters>
        </member></Stacks></DescribeStacksResult></DescribeStacksResponse>
        """
                .formatted(name, members);
    }

    private static String unknown(String name) {
        return """
        <ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>
        <Message>Stack with id %s does not exist</Message></Error></ErrorResponse>
        """
                .formatted(name);
    }
}
