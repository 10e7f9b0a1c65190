package io.quizsmith.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import io.quizsmith.function.Broken;
import io.quizsmith.function.Environment;
import io.quizsmith.rollup.Gauges;
import io.quizsmith.task.TaskStatus;

import java.io.InputStream;
import java.io.OutputStream;

/** Every minute: what is overdue, and what the dead-letter queue holds. */
public final class SweepHandler implements RequestStreamHandler {

    /** Milliseconds. With less left, the overview is for the next run. */
    private static final int TIME_TO_FOLD = 20_000;

    private final SweepTasks sweepTasks;
    private final SweepLine sweepLine;
    private final SweepDeadLetters sweepDeadLetters;
    private final FoldEndings foldEndings;

    /** Lambda starts here. */
    public SweepHandler() {
        this(Environment.ofLambda());
    }

    public SweepHandler(Environment environment) {
        this.sweepTasks = new SweepTasks(environment);
        this.sweepLine = new SweepLine(environment);
        this.sweepDeadLetters = new SweepDeadLetters(environment);
        this.foldEndings = new FoldEndings(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream output, Context context) {
        try {
            sweep(context);
        } catch (RuntimeException broken) {
            throw Broken.by(broken);
        }
    }

    private void sweep(Context context) {
        var pending = sweepTasks.sweep();
        int queued = pending.get(TaskStatus.QUEUED);
        int inFlight = pending.get(TaskStatus.PROCESSING);
        int waiting = sweepLine.sweep(inFlight);
        int deadLetters = sweepDeadLetters.sweep();
        if (context.getRemainingTimeInMillis() > TIME_TO_FOLD) {
            foldEndings.foldSafely(new Gauges(queued, inFlight, waiting, deadLetters));
        }
    }
}
