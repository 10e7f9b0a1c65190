package io.quizsmith.local;

import io.quizsmith.cloud.Cloud;

import java.util.Optional;

/**
 * Local runs that each have a table and queues of their own, and DynamoDB and SQS in common: these
 * take two seconds to start. Nobody turns the time of the queues.
 */
public final class LocalRuns {

    private static Cloud cloud;
    private static int started;

    private LocalRuns() {}

    /** Starts one more; the cloud ends with this process. */
    public static synchronized LocalRun start(Options options) {
        if (cloud == null) {
            cloud = Cloud.embedded(Optional.empty());
        }
        started++;
        return LocalRun.startOn(cloud, "run-" + started, options);
    }
}
