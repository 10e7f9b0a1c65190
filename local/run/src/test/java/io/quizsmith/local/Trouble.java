package io.quizsmith.local;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Breaks one call of AWS that a function makes, and quotes the whole request in what it throws. The
 * SDK finds it by the file of global interceptors.
 */
public final class Trouble implements ExecutionInterceptor {

    private static volatile String function = "";
    private static int passing;
    private static final AtomicBoolean STRUCK = new AtomicBoolean();

    /**
     * Waits for a call of the function, such as {@code submit}.
     *
     * @param calls how many pass before one breaks
     */
    static synchronized void waitFor(String name, int calls) {
        passing = calls;
        STRUCK.set(false);
        function = name;
    }

    /** Breaks nothing more; whether it has broken a call. */
    static synchronized boolean end() {
        function = "";
        return STRUCK.get();
    }

    static boolean hasStruck() {
        return STRUCK.get();
    }

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (!function.isEmpty() && isByFunction() && isTime()) {
            throw SdkClientException.create("the connection was lost with " + context.request());
        }
    }

    private static boolean isByFunction() {
        String name = "io.quizsmith." + function + ".";
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(name)));
    }

    private static synchronized boolean isTime() {
        return passing-- == 0 && STRUCK.compareAndSet(false, true);
    }
}
