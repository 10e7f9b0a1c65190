package io.quizsmith.cloud;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
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

    private final URI dynamoUri;
    private final URI sqsUri;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final AutoCloseable host;
    private final Consumer<Duration> queuesAhead;

    private Cloud(URI dynamoUri, URI sqsUri, AutoCloseable host, Consumer<Duration> queuesAhead) {
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        this.dynamoUri = dynamoUri;
        this.sqsUri = sqsUri;
        this.host = host;
        this.queuesAhead = queuesAhead;
        this.dynamo =
                DynamoDbClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .endpointOverride(dynamoUri)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build();
        this.sqs =
                SqsClient.builder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .endpointOverride(sqsUri)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build();
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
        try {
            host.close();
        } catch (Exception broken) {
            throw new IllegalStateException("the cloud did not close", broken);
        }
    }
}
