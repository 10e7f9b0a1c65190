package io.quizsmith.local.crash;

import io.quizsmith.cloud.Cloud;
import io.quizsmith.local.Hush;
import io.quizsmith.local.crash.Sabotage.Way;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The process of a function: its clients of AWS, and whether it is alive. */
final class FunctionProcess implements ExecutionInterceptor {

    private static final ExecutionAttribute<Optional<Way>> WAY = new ExecutionAttribute<>("way");
    private static final StackWalker STACK = StackWalker.getInstance();

    private final String function;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final Consumer<SdkRequest> witness;
    private final AtomicInteger quotes = new AtomicInteger();
    private volatile Sabotage sabotage;
    private volatile boolean dead;

    /** The process has ended: nobody catches that, and it makes no further call. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    FunctionProcess(String function, Cloud cloud) {
        this(function, cloud, request -> {});
    }

    /**
     * @param witness sees every call of AWS that leaves
     */
    FunctionProcess(String function, Cloud cloud, Consumer<SdkRequest> witness) {
        this.function = function;
        this.witness = witness;
        this.dynamo = cloud.dynamo(function, this);
        this.sqs = cloud.sqs(function, this);
    }

    DynamoDbClient dynamo() {
        return dynamo;
    }

    SqsClient sqs() {
        return sqs;
    }

    /** Alive, with calls that break as the plan says. */
    void start(Sabotage plan) {
        sabotage = plan;
        dead = false;
    }

    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /** How often what was thrown quoted a secret. */
    int quotes() {
        return quotes.get();
    }

    /** How the call that is being made of the worker is to break, if at all. */
    Optional<Way> meet(String call) {
        return sabotage.meet(function + ": " + call);
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        stopIfDead();
        witness.accept(context.request());
        String call = context.request().getClass().getSimpleName().replace("Request", "");
        Optional<Way> way = meet(call + " in " + lines());
        attributes.putAttribute(WAY, way);
        way.filter(known -> !known.isAfter()).ifPresent(known -> strike(known, context.request()));
    }

    @Override
    public void afterTransmission(
            Context.AfterTransmission context, ExecutionAttributes attributes) {
        stopIfDead();
        attributes
                .getAttribute(WAY)
                .filter(Way::isAfter)
                .ifPresent(known -> strike(known, context.request()));
    }

    private void stopIfDead() {
        if (dead) {
            throw new Died();
        }
    }

    /** What is thrown quotes the whole request: services do quote parts of what they refuse. */
    private void strike(Way way, SdkRequest request) {
        if (way.isDeath()) {
            die();
            throw new Died();
        }
        String message = "the connection was lost with " + request;
        if (message.contains(Hush.WORD)) {
            quotes.incrementAndGet();
        }
        throw way == Way.REPEATED
                ? RetryableException.create(message)
                : SdkClientException.create(message);
    }

    /** The functions' own lines on the stack, the innermost first. */
    private static String lines() {
        return STACK.walk(
                frames ->
                        frames.filter(frame -> isOurs(frame.getClassName()))
                                .map(
                                        frame ->
                                                simpleName(frame.getClassName())
                                                        + ":"
                                                        + frame.getLineNumber())
                                .collect(Collectors.joining(" < ")));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static boolean isOurs(String className) {
        return className.startsWith("io.quizsmith.")
                && !className.startsWith("io.quizsmith.local.");
    }
}
