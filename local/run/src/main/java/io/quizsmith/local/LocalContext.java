package io.quizsmith.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What Lambda tells a handler of its invocation. */
final class LocalContext implements Context {

    private static final AtomicLong COUNT = new AtomicLong();

    private final String function;
    private final String requestId = "local-" + COUNT.incrementAndGet();
    private final long endNanos;

    LocalContext(String function, int timeoutSeconds) {
        this.function = function;
        this.endNanos = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/quizsmith/local/" + function;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getFunctionVersion() {
        return "local";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + function;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Duration.ofNanos(endNanos - System.nanoTime()).toMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        return LambdaRuntime.getLogger();
    }
}
