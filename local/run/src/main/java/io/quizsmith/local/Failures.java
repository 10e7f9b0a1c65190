package io.quizsmith.local;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call says to the person who made it. */
final class Failures {

    private Failures() {}

    /** One line: what the service answered, or why it could not be asked. */
    static String said(SdkException failure) {
        if (failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
            var details = answered.awsErrorDetails();
            return details.errorCode() + ": " + details.errorMessage();
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
