package io.quizsmith.backends;

import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ. */
public final class Queues {

    private Queues() {}

    /** Starts it on a free port, which is the answer. */
    public static int start() {
        return SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion("us-east-1")
                .start()
                .waitUntilStarted()
                .localAddress()
                .getPort();
    }
}
