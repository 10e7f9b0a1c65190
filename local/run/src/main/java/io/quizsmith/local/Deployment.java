package io.quizsmith.local;

import io.quizsmith.dynamo.Shards;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;

/**
 * Where the tasks of one deployment are.
 *
 * @param name for a person
 * @param startDeadline how long a task may stay queued
 * @param shards over which the tasks of a status are spread
 */
record Deployment(
        String name,
        DynamoDbClient dynamo,
        SqsClient sqs,
        String table,
        String taskQueueUrl,
        String deadLetterQueueUrl,
        Duration startDeadline,
        Shards shards)
        implements AutoCloseable {

    @Override
    public void close() {
        dynamo.close();
        sqs.close();
    }
}
