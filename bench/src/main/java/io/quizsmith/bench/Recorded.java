package io.quizsmith.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.quizsmith.cloud.Cloud;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The services as they answered once, by action: asked again, they answer the same, from memory or
 * over HTTPS. They also know what they were asked.
 */
final class Recorded implements SdkHttpClient {

    private static final String ACTION = "X-Amz-Target";

    private final SdkHttpClient real = UrlConnectionHttpClient.create();
    private final SdkHttpClient secure;
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<SdkRequest> requests = new ArrayList<>();
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final HttpsServer server;
    private Source source = Source.SERVICES;

    /** Where answers come from. */
    enum Source {
        SERVICES,
        MEMORY,
        HTTPS
    }

    private record Answer(SdkHttpResponse head, byte[] body) {}

    Recorded(Cloud cloud, SelfSigned certificate) throws IOException {
        secure =
                UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(certificate::trust)
                        .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/", this::answer);
        server.start();
        dynamo = client(DynamoDbClient.builder(), cloud.dynamoUri()).build();
        sqs = client(SqsClient.builder(), cloud.sqsUri()).build();
    }

    private <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> B client(
            B builder, URI endpoint) {
        return builder.httpClient(this)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(o -> o.addExecutionInterceptor(new Requests()));
    }

    DynamoDbClient dynamo() {
        return dynamo;
    }

    SqsClient sqs() {
        return sqs;
    }

    int asked() {
        return requests.size();
    }

    /** What the services were asked, in order. */
    List<SdkRequest> requests() {
        return List.copyOf(requests);
    }

    /** From now on nothing leaves the process. */
    void replay(Source from) {
        source = from;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String action = request.httpRequest().firstMatchingHeader(ACTION).orElseThrow();
        return switch (source) {
            case SERVICES -> new Recording(request, action);
            case MEMORY -> new Replay(answers.get(action));
            case HTTPS -> secure.prepareRequest(redirected(request));
        };
    }

    private HttpExecuteRequest redirected(HttpExecuteRequest request) {
        var here =
                request.httpRequest().toBuilder()
                        .protocol("https")
                        .port(server.getAddress().getPort())
                        .build();
        return HttpExecuteRequest.builder()
                .request(here)
                .contentStreamProvider(request.contentStreamProvider().orElseThrow())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var answer = answers.get(exchange.getRequestHeaders().getFirst(ACTION));
        answer.head()
                .forEachHeader(
                        (name, values) -> {
                            if (!name.equalsIgnoreCase("content-length")) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
        exchange.sendResponseHeaders(answer.head().statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        secure.close();
        real.close();
    }

    private final class Requests implements ExecutionInterceptor {
        @Override
        public void beforeExecution(
                Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (source == Source.SERVICES) {
                requests.add(context.request());
            }
        }
    }

    private record Replay(Answer answer) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                    .response(answer.head())
                    .responseBody(
                            AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                    .build();
        }

        @Override
        public void abort() {}
    }

    private final class Recording implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private final String action;

        Recording(HttpExecuteRequest request, String action) {
            this.request = request;
            this.action = action;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            var response = real.prepareRequest(request).call();
            byte[] body = response.responseBody().orElseThrow().readAllBytes();
            answers.put(action, new Answer(response.httpResponse(), body));
            return new Replay(answers.get(action)).call();
        }

        @Override
        public void abort() {}
    }
}
