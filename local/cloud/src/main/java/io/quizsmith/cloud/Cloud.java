package io.quizsmith.cloud;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Somewhere with DynamoDB and SQS. */
public final class Cloud implements AutoCloseable {

    /** As many as may wait for the queue or for a worker at the same time. */
    private static final int CONNECTIONS = 1000;

    private static final ExecutionInterceptor NOTHING = new ExecutionInterceptor() {};

    private final URI dynamoUri;
    private final URI sqsUri;
    private final SdkHttpClient http =
            Apache5HttpClient.builder().maxConnections(CONNECTIONS).build();
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final AutoCloseable host;
    private final Consumer<Duration> queuesAhead;

    private Cloud(URI dynamoUri, URI sqsUri, AutoCloseable host, Consumer<Duration> queuesAhead) {
        this.dynamoUri = dynamoUri;
        this.sqsUri = sqsUri;
        this.host = host;
        this.queuesAhead = queuesAhead;
        this.dynamo = dynamo("local", NOTHING);
        this.sqs = sqs("local", NOTHING);
    }

    /**
     * DynamoDB Local and ElasticMQ in a process of their own; the table is kept in {@code data}.
     */
    public static Cloud embedded(Optional<Path> data) {
        var backends = Backends.start(data);
        return new Cloud(backends.dynamo(), backends.sqs(), backends, backends::setQueuesAhead);
    }

    /** Whatever answers at these addresses. */
    public static Cloud at(URI dynamo, URI sqs, AutoCloseable host) {
        return new Cloud(
                dynamo,
                sqs,
                host,
                ahead -> {
                    throw new UnsupportedOperationException("its time cannot be turned");
                });
    }

    public URI dynamoUri() {
        return dynamoUri;
    }

    public URI sqsUri() {
        return sqsUri;
    }

    public DynamoDbClient dynamo() {
        return dynamo;
    }

    public SqsClient sqs() {
        return sqs;
    }

    /** A client of the holder of the key, all of whose calls pass the interceptor. */
    public DynamoDbClient dynamo(String accessKey, ExecutionInterceptor interceptor) {
        return client(DynamoDbClient.builder(), dynamoUri, accessKey, interceptor).build();
    }

    /** A client of the holder of the key, all of whose calls pass the interceptor. */
    public SqsClient sqs(String accessKey, ExecutionInterceptor interceptor) {
        return client(SqsClient.builder(), sqsUri, accessKey, interceptor).build();
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B client(
            B builder, URI endpoint, String accessKey, ExecutionInterceptor interceptor) {
        var credentials = AwsBasicCredentials.create(accessKey, "local");
        return builder.httpClient(http)
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(override -> override.addExecutionInterceptor(interceptor));
    }

    /**
     * Sets the clock of the embedded queues ahead by so much in all, for tests that let time pass.
     */
    public void setQueuesAhead(Duration ahead) {
        queuesAhead.accept(ahead);
    }

    @Override
    public void close() {
        dynamo.close();
        sqs.close();
        http.close();
        try {
            host.close();
        } catch (Exception broken) {
            throw new IllegalStateException("the cloud did not close", broken);
        }
    }
}
