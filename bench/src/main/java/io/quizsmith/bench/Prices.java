package io.quizsmith.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Dollars for each million of something, us-east-1, on demand, without any free tier. */
final class Prices {

    static final double DYNAMO_WRITE = 0.625; // 1 KB
    static final double DYNAMO_READ = 0.125; // 4 KB
    static final double DYNAMO_GB_MONTH = 0.25;
    static final double LAMBDA_CALL = 0.20;
    static final double LAMBDA_GB_SECOND = 13.3334; // arm64
    static final double API_REQUEST = 1.00; // HTTP API, 512 KB
    static final double SQS_REQUEST = 0.40; // standard queue, 64 KB
    static final double LOG_GB = 0.50;

    private Prices() {}

    /**
     * What one task uses on its way.
     *
     * @param apiRequests that come by the HTTP API; the function URL costs nothing
     * @param gigabyteSeconds of all invocations
     * @param logBytes of our lines and of Lambda's own
     */
    record Usage(
            double writes,
            double reads,
            double sqsRequests,
            double apiRequests,
            double invocations,
            double gigabyteSeconds,
            double logBytes) {

        Usage plus(Usage other, double times) {
            return new Usage(
                    writes + times * other.writes,
                    reads + times * other.reads,
                    sqsRequests + times * other.sqsRequests,
                    apiRequests + times * other.apiRequests,
                    invocations + times * other.invocations,
                    gigabyteSeconds + times * other.gigabyteSeconds,
                    logBytes + times * other.logBytes);
        }

        static Usage none() {
            return new Usage(0, 0, 0, 0, 0, 0, 0);
        }

        /** Dollars for a million tasks like this one, by what they are paid for. */
        Map<String, Double> dollars() {
            var dollars = new LinkedHashMap<String, Double>();
            dollars.put("DynamoDB writes", writes * DYNAMO_WRITE);
            dollars.put("DynamoDB reads", reads * DYNAMO_READ);
            dollars.put("SQS requests", sqsRequests * SQS_REQUEST);
            dollars.put("HTTP API requests", apiRequests * API_REQUEST);
            dollars.put("Lambda invocations", invocations * LAMBDA_CALL);
            dollars.put("Lambda time", gigabyteSeconds * LAMBDA_GB_SECOND);
            dollars.put("logs", logBytes / 1e9 * LOG_GB * 1e6);
            return dollars;
        }

        double total() {
            return dollars().values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
