package io.quizsmith.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Broken;
import io.quizsmith.function.Environment;

import java.io.InputStream;
import java.io.OutputStream;

/** Every minute: what is overdue, and what the dead-letter queue holds. */
public final class SweepHandler implements RequestStreamHandler {

    private final SweepTasks sweepTasks;
    private final SweepLine sweepLine;
    private final SweepDeadLetters sweepDeadLetters;

    /** Lambda starts here. */
    public SweepHandler() {
        this(Environment.ofLambda());
    }

    public SweepHandler(Environment environment) {
        this.sweepTasks = new SweepTasks(environment);
        this.sweepLine = new SweepLine(environment);
        this.sweepDeadLetters = new SweepDeadLetters(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) {
        try {
            int inFlight = sweepTasks.sweep();
            sweepLine.sweep(inFlight);
            sweepDeadLetters.sweep();
        } catch (RuntimeException broken) {
            throw Broken.by(broken);
        }
    }
}
